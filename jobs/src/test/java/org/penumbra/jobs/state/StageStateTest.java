package org.penumbra.jobs.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageStateTest {

  private static final StageId SCAN = new StageId(1, "scan");
  private static final TypeReference<List<Integer>> NUMBERS = new TypeReference<>() {};

  @TempDir private Path folder;

  private Store store;
  private StageState state;

  @BeforeEach
  void open() {
    store = new LocalStore(folder);
    state = new StageState(store, SCAN);
  }

  @Test
  void liesInAFolderOfItsRoundAndStage() {
    assertThat(new StageId(7, "embed").folder()).isEqualTo("_state/round=007/embed");
    assertThat(StageId.roundFolder(1234)).isEqualTo("round=1234");
  }

  @Test
  void makesAFrozenValueOnce() {
    assertThat(state.frozen("plan", NUMBERS, () -> List.of(3, 1, 2))).containsExactly(3, 1, 2);

    assertThat(
            new StageState(store, SCAN)
                .frozen(
                    "plan",
                    NUMBERS,
                    () -> {
                      throw new AssertionError("made a second time");
                    }))
        .containsExactly(3, 1, 2);
  }

  @Test
  void takesTheValueThatAnotherFrozeFirst() {
    List<Integer> mine =
        state.frozen(
            "plan",
            NUMBERS,
            () -> {
              new StageState(store, SCAN).frozen("plan", NUMBERS, () -> List.of(1));
              return List.of(2);
            });

    assertThat(mine).containsExactly(1);
  }

  @Test
  void keepsTheFirstManifestOfAWave() {
    Manifest first = manifest("items", 1, "first");

    assertThat(state.putManifest(first)).isTrue();
    assertThat(state.putManifest(manifest("items", 1, "second"))).isFalse();

    assertThat(state.manifest("items", 1)).contains(first);
    assertThat(state.manifest("items", 2)).isEmpty();
  }

  @Test
  void givesManifestsInTheOrderOfTheirWaves() {
    for (int wave : new int[] {11, 2, 1, 10, 100}) {
      state.putManifest(manifest("items", wave, "items-" + wave));
    }
    state.putManifest(manifest("items-other", 3, "other"));

    assertThat(state.manifests("items"))
        .extracting(Manifest::wave)
        .containsExactly(1, 2, 10, 11, 100);
    assertThat(state.manifests()).hasSize(6);
  }

  @Test
  void countsTheRowsOfAManifestAndOfItsParts() {
    Manifest manifest =
        new Manifest(
            "staged",
            1,
            1,
            "w",
            List.of(
                new DataFile("w/outcome=item/a.parquet", 5, 100),
                new DataFile("w/outcome=item/b.parquet", 2, 100),
                new DataFile("w/outcome=reject/c.parquet", 1, 100)));

    assertThat(manifest.rows()).isEqualTo(8);
    assertThat(manifest.rows("/outcome=item/")).isEqualTo(7);
    assertThat(manifest.rows("/outcome=tally/")).isZero();
  }

  @Test
  void hasSucceededOnlyOnceTheMarkerIsPut() {
    state.putKey(StageKey.of(Map.of("seed", "17")));
    state.putManifest(manifest("items", 1, "data"));
    state.putReport("{}".getBytes(UTF_8));
    assertThat(state.succeeded()).isFalse();

    state.putSuccess("hash");

    assertThat(state.succeeded()).isTrue();
    assertThat(state.key()).contains(StageKey.of(Map.of("seed", "17")));
    assertThat(store.read("_state/round=001/scan/_SUCCESS")).contains("hash".getBytes(UTF_8));
  }

  @Test
  void forgetsTheStageAndItsDataButNothingElse() {
    done(state, "items/round=001/scan-001-00001-e1");
    StageState other = new StageState(store, new StageId(1, "embed"));
    done(other, "embeddings/model=x/embed-001-00001-e1");

    state.forget();

    assertThat(state.succeeded()).isFalse();
    assertThat(state.key()).isEmpty();
    assertThat(state.manifests()).isEmpty();
    assertThat(store.list("items/round=001")).isEmpty();
    assertThat(other.succeeded()).isTrue();
    assertThat(store.list("embeddings/model=x")).containsExactly("embed-001-00001-e1");
  }

  @Test
  void neverKeepsAManifestOfDataThatIsGoneWhereverForgettingStops() {
    for (int deletes = 0; deletes < 6; deletes++) {
      done(state, "items/round=001/scan-001-00001-e1");
      Store failing = new StopsAtDelete(store, deletes);

      try {
        new StageState(failing, SCAN).forget();
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("stopped");
      }

      for (Manifest manifest : state.manifests()) {
        assertThat(store.list(manifest.folder())).isNotEmpty();
      }
      if (deletes > 0) {
        assertThat(state.succeeded()).isFalse();
      }
      state.forget();
    }
  }

  private void done(StageState stage, String data) {
    store.put(data + "/part-0.parquet", new byte[] {1});
    stage.putKey(StageKey.of(Map.of("a", "b")));
    stage.putManifest(manifest("dataset", 1, data));
    stage.putSuccess("hash");
  }

  private static Manifest manifest(String dataset, int wave, String folder) {
    return new Manifest(
        dataset, wave, 1, folder, List.of(new DataFile(folder + "/part-0.parquet", 10, 100)));
  }

  /** Dies after some deletes, as a killed process does. */
  private static final class StopsAtDelete implements Store {

    private final Store store;
    private int left;

    StopsAtDelete(Store store, int deletes) {
      this.store = store;
      this.left = deletes;
    }

    @Override
    public void delete(String key) {
      if (left-- == 0) {
        throw new IllegalStateException("stopped");
      }
      store.delete(key);
    }

    @Override
    public Optional<byte[]> read(String key) {
      return store.read(key);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
      return store.putIfAbsent(key, content);
    }

    @Override
    public void put(String key, byte[] content) {
      store.put(key, content);
    }

    @Override
    public List<String> list(String folder) {
      return store.list(folder);
    }

    @Override
    public boolean isConditional() {
      return store.isConditional();
    }
  }
}
