package org.penumbra.provenance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Instant;

/** Reports and provenance as JSON; times are ISO 8601 in UTC. */
public final class ReportJson {

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new IsoInstant()))
          .enable(SerializationFeature.INDENT_OUTPUT)
          // a report of a later version may say more
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** A report or provenance as indented JSON. */
  public String write(Record record) {
    try {
      return mapper.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of plain values can be written", e);
    }
  }

  /** The same on one line. */
  public String writeLine(Record record) {
    try {
      return mapper.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of plain values can be written", e);
    }
  }

  /** A report or provenance from JSON; an IOException says that it is none. */
  public <T extends Record> T read(String json, Class<T> type) throws IOException {
    return mapper.readValue(json, type);
  }

  private static final class IsoInstant extends StdDeserializer<Instant> {

    IsoInstant() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Instant.parse(parser.getText());
    }
  }
}
