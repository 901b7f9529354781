package org.penumbra.student;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Hundreds of thousands of floats in JSON: the base64 of their bytes, little-endian. As digits they
 * would take twice the room, and be slow to read.
 */
public final class PackedFloats {

  private PackedFloats() {}

  public static final class Writer extends JsonSerializer<float[]> {

    @Override
    public void serialize(float[] floats, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(floats.length * Float.BYTES);
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(floats);
      json.writeBinary(bytes.array());
    }
  }

  public static final class Reader extends JsonDeserializer<float[]> {

    @Override
    public float[] deserialize(JsonParser json, DeserializationContext context) throws IOException {
      byte[] bytes = json.getBinaryValue();
      if (bytes.length % Float.BYTES != 0) {
        return context.reportInputMismatch(
            this, "%d bytes, which are no whole number of floats", bytes.length);
      }
      float[] floats = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
      return floats;
    }
  }
}
