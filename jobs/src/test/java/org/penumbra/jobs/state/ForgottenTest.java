package org.penumbra.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.StableHash;

class ForgottenTest {

  private final Forgotten none = new Forgotten(new byte[] {1, 2, 3}, List.of());

  @Test
  void knowsAnItemByItsIdOrItsText() {
    Forgotten forgotten =
        none.with(List.of(none.hash("ad-1"), none.hash(StableHash.id128("Buy gold."))));

    assertThat(forgotten.contains("ad-1", "Other.")).isTrue();
    assertThat(forgotten.contains("ad-2", "Buy gold.")).isTrue();
    assertThat(forgotten.contains(StableHash.id128("Buy gold."), "Buy gold.")).isTrue();
    assertThat(forgotten.contains("ad-2", "Other.")).isFalse();
    assertThat(none.contains("ad-1", "Buy gold.")).isFalse();
  }

  @Test
  void isTheSameOnAnExecutor() throws IOException, ClassNotFoundException {
    Forgotten there = travelled(none.with(List.of(none.hash("ad-1"))));

    assertThat(there.contains("ad-1")).isTrue();
    assertThat(there.contains("ad-2")).isFalse();
    assertThat(there.standIn("ad-1")).isEqualTo("forgotten-" + none.hash("ad-1").substring(0, 16));
  }

  private static Forgotten travelled(Forgotten forgotten)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(forgotten);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Forgotten) in.readObject();
    }
  }
}
