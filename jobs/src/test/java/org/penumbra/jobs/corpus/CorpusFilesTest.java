package org.penumbra.jobs.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;

class CorpusFilesTest {

  private final TestCorpus corpus = new TestCorpus();
  private final CorpusFiles files = new CorpusFiles(TestCorpus.HADOOP);

  @AfterEach
  void clean() {
    corpus.close();
  }

  @Test
  void listsAFolderWithItsSubfoldersSortedByPath() {
    corpus.write("lang=de/b.jsonl", "12");
    corpus.write("lang=de/a.jsonl", "1");
    corpus.write("c.jsonl", "123");
    List<CorpusFile> listed = files.list(corpus.folder().toString());
    assertThat(listed).extracting(CorpusFile::length).containsExactly(3L, 1L, 2L);
    assertThat(listed.get(0).path()).isEqualTo("file:" + corpus.folder() + "/c.jsonl");
    assertThat(listed.get(0).modified()).isPositive();
  }

  @Test
  void skipsHiddenNamesUnlessTheAddressIsOne() {
    corpus.write("_SUCCESS", "");
    corpus.write(".part.crc", "");
    corpus.write("_temporary/a.txt", "");
    corpus.write("a.txt", "");
    assertThat(files.list(corpus.folder().toString())).hasSize(1);
    assertThat(files.list(corpus.folder() + "/*")).hasSize(1);
    assertThat(files.list(corpus.folder() + "/_temporary/a.txt")).hasSize(1);
  }

  @Test
  void expandsGlobsAndTakesAnExistingNameLiterally() {
    corpus.write("a1.txt", "");
    corpus.write("a2.txt", "");
    corpus.write("a[1].txt", "x");
    assertThat(files.list(corpus.folder() + "/a{1,2}.txt")).hasSize(2);
    assertThat(files.list(corpus.folder() + "/a[1].txt"))
        .singleElement()
        .extracting(CorpusFile::length)
        .isEqualTo(1L);
  }

  @Test
  void listsEachFolderOnce() {
    for (int file = 0; file < 2000; file++) {
      corpus.write("day=" + file / 100 + "/" + file + ".txt", "");
    }
    Configuration hadoop = new Configuration();
    CountingFileSystem.serve(hadoop);

    List<CorpusFile> listed =
        new CorpusFiles(hadoop).list(CountingFileSystem.address(corpus.folder()));

    assertThat(listed).hasSize(2000);
    assertThat(CountingFileSystem.listed()).hasSize(21).allSatisfy((k, n) -> assertThat(n).isOne());
  }

  @Test
  void saysThatNothingIsThere() {
    fails(
        corpus.folder() + "/none.txt",
        "Cannot read the corpus %s: nothing exists there. Check corpus.uri; a relative path starts"
            + " at the folder the command was called from.");
  }

  @Test
  void saysThatNothingMatches() {
    corpus.write("_a.txt", "");
    String message =
        "Cannot read the corpus %s: no file matches. Check corpus.uri; names that start with _ or ."
            + " are skipped.";
    fails(corpus.folder() + "/*.jsonl", message);
    fails(corpus.folder().toString(), message);
  }

  @Test
  void saysThatNoFileSystemServesTheScheme() {
    fails(
        "gopher://host/ads",
        "Cannot read the corpus %s: no file system serves gopher://. Use file:, hdfs:// or s3a://, or"
            + " put the scheme's library on the class path.");
  }

  @Test
  void saysThatAnAddressIsNone() {
    fails(
        "",
        "Cannot read the corpus %s: it is not an address (Can not create a Path from an empty"
            + " string). Set corpus.uri to a path, a folder or a glob, such as /data/ads or"
            + " s3a://bucket/ads/*.jsonl.gz.");
  }

  @Test
  void saysWhatTheStoreAnswered() {
    corpus.write("a.txt", "");
    assertThatThrownBy(() -> files.list(corpus.folder() + "/[b-.txt"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read the corpus " + corpus.folder() + "/[b-.txt: its store")
        .hasMessageContaining("answered \"")
        .hasMessageEndingWith("\". Check the address, the rights and the network.");
  }

  @Test
  void tellsFormatAndCompressionByName() {
    assertThat(CorpusFormat.of("/a/B.JSONL.GZ")).contains(CorpusFormat.JSONL);
    assertThat(CorpusFormat.of("a.ndjson.zstd")).contains(CorpusFormat.JSONL);
    assertThat(CorpusFormat.of("a.json")).contains(CorpusFormat.JSONL);
    assertThat(CorpusFormat.of("a.tsv.zst")).contains(CorpusFormat.CSV);
    assertThat(CorpusFormat.of("a.csv")).contains(CorpusFormat.CSV);
    assertThat(CorpusFormat.of("a.txt")).contains(CorpusFormat.TEXT);
    assertThat(CorpusFormat.of("a.snappy.parquet")).contains(CorpusFormat.PARQUET);
    assertThat(CorpusFormat.of("a.parquet.gz")).isEmpty();
    assertThat(Compression.of("a.tsv.zst")).isEqualTo(Compression.ZSTD);
    assertThat(Compression.of("a.GZ")).isEqualTo(Compression.GZIP);
  }

  @Test
  void namesTheFileWhoseFormatIsUnknown() {
    List<CorpusFile> unknown = List.of(file("/a.txt"), file("/b.doc"));
    assertThatThrownBy(() -> CorpusFormat.detect(unknown))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot tell the format of /b.doc: its name ends in none of .parquet, .jsonl, .json,"
                + " .ndjson, .csv, .tsv and .txt (each but the first also with .gz, .zst or .zstd)."
                + " Set corpus.format, or narrow corpus.uri.");
  }

  @Test
  void namesTheFileCompressedInAnotherWay() {
    assertThatThrownBy(() -> CorpusFormat.detect(List.of(file("/a.jsonl.bz2"))))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read /a.jsonl.bz2: only gzip (.gz) and zstd (.zst, .zstd) are read. Compress it"
                + " anew with one of them, or narrow corpus.uri.");
  }

  @Test
  void namesBothFilesOfAMixedCorpus() {
    List<CorpusFile> mixed = List.of(file("/a.txt"), file("/b.txt.gz"), file("/c.jsonl"));
    assertThatThrownBy(() -> CorpusFormat.detect(mixed))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read the corpus as one format: /a.txt is text but /c.jsonl is jsonl. Narrow"
                + " corpus.uri to one of them, or set corpus.format.");
  }

  private void fails(String uri, String message) {
    assertThatThrownBy(() -> files.list(uri))
        .isInstanceOf(UserException.class)
        .hasMessage(message, uri);
  }

  private static CorpusFile file(String path) {
    return new CorpusFile(path, 1, 1);
  }
}
