package org.penumbra.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GroupsTest {

  @Test
  void aGroupIsNamedForItsSmallestMemberHoweverManyStepsApart() {
    Groups groups =
        Groups.of(
            List.of("a", "b", "c", "d", "e"),
            List.of(Link.of("e", "d"), Link.of("c", "d"), Link.of("b", "c")));
    assertThat(groups.nameOfItem())
        .containsExactlyEntriesOf(
            new TreeMap<>(Map.of("a", "a", "b", "b", "c", "b", "d", "b", "e", "b")));
    assertThat(groups.of("e")).isEqualTo("b");
  }

  @Test
  void itemsNamedByLinksOnlyJoinToo() {
    assertThat(Groups.of(List.of("z"), List.of(Link.of("z", "m"))).of("z")).isEqualTo("m");
    assertThatThrownBy(() -> Groups.of(List.of(), List.of()).of("x"))
        .hasMessage("Item x is in no group");
  }

  @Test
  void aCorpusGroupIsOneLink() {
    assertThat(Link.ofGroups(Map.of("a", "g", "b", "h", "c", "g", "d", "g")))
        .containsExactly(new Link(List.of("a", "c", "d")));
  }

  @Property(tries = 100)
  void theOrderOfItemsAndLinksDoesNotMatterAndNoLinkIsCut(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> items = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      items.add("i" + random.nextInt(40));
      links.add(Link.of("i" + random.nextInt(40), "i" + random.nextInt(40)));
    }
    Groups groups = Groups.of(items, links);
    Collections.shuffle(items, random);
    Collections.shuffle(links, random);
    assertThat(Groups.of(items, links).nameOfItem()).isEqualTo(groups.nameOfItem());
    for (Link link : links) {
      assertThat(link.itemIds())
          .extracting(groups::of)
          .containsOnly(groups.of(link.itemIds().get(0)));
    }
    groups.nameOfItem().forEach((item, name) -> assertThat(name).isLessThanOrEqualTo(item));
  }
}
