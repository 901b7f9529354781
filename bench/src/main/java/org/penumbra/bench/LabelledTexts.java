package org.penumbra.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The texts of a file of JSON lines, gzipped or not.
 *
 * @param texts the field text
 * @param positive whether the field label is 1; false where there is none
 * @param unanimous whether every answer in the field ratings is 1
 */
record LabelledTexts(List<String> texts, List<Boolean> positive, List<Boolean> unanimous) {

  static LabelledTexts read(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<String> texts = new ArrayList<>();
    List<Boolean> positive = new ArrayList<>();
    List<Boolean> unanimous = new ArrayList<>();
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        BufferedReader lines = new BufferedReader(new InputStreamReader(plain, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode fields = mapper.readTree(line);
        texts.add(fields.path("text").asText());
        positive.add(fields.path("label").asInt() == 1);
        boolean all = !fields.path("ratings").isEmpty();
        for (JsonNode rating : fields.path("ratings")) {
          all &= rating.path(1).asInt() == 1;
        }
        unanimous.add(all);
      }
    }
    return new LabelledTexts(texts, positive, unanimous);
  }
}
