package org.penumbra.jobs.forget;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.LocalStore;

/** A reason quotes ids, often one among others; an id may hold quotes itself. */
class QuotedIdsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "item 'it's o'clock' is not in the batch",
        "task '00ff' is not about item 'it's o'clock'",
        "pair 'p'1' does not hold item 'it's o'clock'",
        "item 'it's o'clock' where 'other' was asked",
        "'it's o'clock'"
      })
  void findsTheIdWhereverItIsQuoted(String reason) {
    assertThat(goes(reason, "it's o'clock")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "task '00ff' is not about item 'ad-1'",
        "item 'ad-1' is not in the batch",
        "'a' and 'ad-1' and 'b'"
      })
  void findsAPlainIdAmongOtherQuotedWords(String reason) {
    assertThat(goes(reason, "ad-1")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"item 'ad-12' is not in the batch", "ad-1 is odd", "a quote ' alone", "", "''"})
  void leavesOtherReasons(String reason) {
    assertThat(goes(reason, "ad-1")).isFalse();
  }

  private boolean goes(String reason, String id) {
    Forgotten none = new ForgetLog(new LocalStore(folder)).forgotten();
    ErasureRule rule = new ErasureRule(none.with(Set.of(none.hash(id))));
    SimpleGroup row =
        new SimpleGroup(
            MessageTypeParser.parseMessageType("message row { required binary reason (UTF8); }"));
    row.add("reason", reason);
    return !rule.removedFor(row).isEmpty();
  }
}
