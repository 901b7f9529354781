package org.penumbra.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyTest {

  private static final Policy POLICY =
      new Policy("spam", "1", "q", "d", "yes", "no", List.of("r", "s"), List.of("p"), List.of("n"));

  @Test
  void keepsItsHashForever() {
    // SHA-256 of "6\n4:spam\n1:1\n1:q\n1:d\n3:yes\n2:no\n2\n1:r\n1:s\n1\n1:p\n1\n1:n\n"
    assertThat(POLICY.hash()).isEqualTo("4587d33b83ff35b7f103957a7c381849");
  }

  @Test
  void changesItsHashWithEveryField() {
    List<String> p = List.of("p");
    List<String> n = List.of("n");
    List<String> r = List.of("r", "s");
    List<Policy> others =
        List.of(
            POLICY,
            new Policy("x", "1", "q", "d", "yes", "no", r, p, n),
            new Policy("spam", "2", "q", "d", "yes", "no", r, p, n),
            new Policy("spam", "1", "x", "d", "yes", "no", r, p, n),
            new Policy("spam", "1", "q", "x", "yes", "no", r, p, n),
            new Policy("spam", "1", "q", "d", "x", "no", r, p, n),
            new Policy("spam", "1", "q", "d", "yes", "x", r, p, n),
            new Policy("spam", "1", "q", "d", "yes", "no", List.of("r"), p, n),
            new Policy("spam", "1", "q", "d", "yes", "no", List.of("r\n1:s"), p, n),
            new Policy("spam", "1", "q", "d", "yes", "no", r, n, p),
            new Policy("spam", "1", "q", "d", "yes", "no", r, List.of("p", "n"), List.of()));

    assertThat(others).extracting(Policy::hash).doesNotHaveDuplicates();
  }

  @Test
  void doesNotChangeWithTheListsItWasMadeFrom() {
    List<String> examples = new ArrayList<>(List.of("p"));
    Policy policy = new Policy("spam", "1", "q", "d", "yes", "no", List.of(), examples, List.of());

    examples.add("later");

    assertThat(policy.positiveExamples()).containsExactly("p");
  }
}
