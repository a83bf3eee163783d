package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeFacts.Replaced;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ImageEvidence;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/// From what runs to what comes, by what pipelines said of images.
class CommitRangesTests {

  private static final String RUNS = "sha256:" + "1".repeat(64);
  private static final String COMES = "sha256:" + "2".repeat(64);
  private static final String BETWEEN = "sha256:" + "3".repeat(64);
  private static final String A = "aaaaaaa" + "0".repeat(33);
  private static final String B = "bbbbbbb" + "0".repeat(33);
  private static final String C = "ccccccc" + "0".repeat(33);

  private final Said said = new Said();

  @Test
  void aRangeBeginsAtTheCommitOfWhatRuns() {
    said.made(RUNS, A);
    var one = said.commits(COMES, A, C, "fix: a", "docs: b");

    var brought = brought();

    assertThat(brought.changeClass(true)).isEqualTo(ChangeClass.FIX);
    assertThat(brought.words()).isEqualTo("2 commits since aaaaaaa, fixes and upkeep");
    assertThat(brought.ranges())
        .singleElement()
        .satisfies(range -> {
          assertThat(range.since()).isEqualTo(A);
          assertThat(range.commit()).isEqualTo(C);
          assertThat(range.types()).isEqualTo(Map.of("fix", 1, "docs", 1));
          assertThat(range.statements()).containsExactly(one);
        });
  }

  @Test
  void severalRangesChainAndAbbreviationsMatch() {
    said.made(RUNS, A.substring(0, 9));
    var older = said.commits(BETWEEN, A.substring(0, 7), B, "fix: a");
    var newer = said.commits(COMES, B.substring(0, 8), C, "perf: b");

    assertThat(brought().changeClass(true)).isEqualTo(ChangeClass.FIX);
    assertThat(brought().ranges().getFirst().statements()).containsExactly(newer, older);
    assertThat(brought().tally().count()).isEqualTo(2);

    said.commits(BETWEEN, A, B, "feat: what was left out");
    assertThat(brought().changeClass(true)).isEqualTo(ChangeClass.FEATURE);
  }

  @Test
  void ofTwoStatementsTheStricterWinsInWhateverOrder() {
    said.made(RUNS, A);
    said.commits(COMES, A, C, "feat: a");
    said.commits(COMES, A, C, "fix: a");
    assertThat(brought().changeClass(true)).isEqualTo(ChangeClass.FEATURE);

    said.all.clear();
    said.commits(COMES, A, C, "fix: a");
    said.commits(COMES, A, C, "docs: a");
    assertThat(brought().changeClass(true))
        .as("the gate holds upkeep back where it lets fixes go")
        .isEqualTo(ChangeClass.CHORE);
    said.commits(COMES, A, C, "Merge branch 'x'");
    assertThat(brought().changeClass(true)).isNotEqualTo(ChangeClass.FIX);
  }

  @Test
  void whatIsSaidForAnotherPlaceDoesNotCountHere() {
    said.made(RUNS, A);
    said.commits(COMES, "dddddddd", C, "feat: long in production");
    said.commits(COMES, A, C, "fix: a");

    assertThat(brought().changeClass(true)).isEqualTo(ChangeClass.FIX);
  }

  @Test
  void whereNothingLeadsBackItSaysWhatToSend() {
    assertThat(brought().gap()).contains("names the commit of what runs", "sha256:111111111111");
    said.made(RUNS, A);
    assertThat(brought().gap()).contains("kind commits of sha256:222222222222, since aaaaaaa");
    said.commits(COMES, B, C, "fix: a");
    assertThat(brought().gap()).contains("told since bbbbbbb", "aaaaaaa runs");
    assertThat(brought().isKnown()).isFalse();

    assertThat(brought(new Replaced(RUNS, "app:1.0.1")).gap()).contains("tag alone");
    assertThat(brought(new Replaced(null, "app:1.0.1@" + COMES)).gap())
        .contains("which one digest");
  }

  @Test
  void aShorterPrefixIsNoAbbreviationOfAnotherCommit() {
    said.made(RUNS, A);
    said.commits(COMES, "aaaaaaa1", C, "fix: a");

    assertThat(brought().isKnown()).isFalse();
  }

  /// Whoever names another commit for what runs shortens the range; both have to be reached then.
  @Test
  void whatRunsIsOfEveryCommitThatIsNamedForIt() {
    said.made(RUNS, A);
    said.made(RUNS, B);
    said.commits(COMES, B, C, "fix: a");
    assertThat(brought().isKnown()).isFalse();
    assertThat(brought().gap()).contains("aaaaaaa runs");

    said.commits(BETWEEN, A, B, "feat: b");
    assertThat(brought().changeClass(true)).isEqualTo(ChangeClass.FEATURE);
  }

  @Test
  void aCircleEndsAndLeadsNowhere() {
    said.made(RUNS, A);
    said.commits(COMES, B, C, "fix: a");
    said.commits(BETWEEN, C, B, "fix: b");
    assertThat(brought().isKnown()).isFalse();

    said.commits(BETWEEN, A, B, "fix: c");
    assertThat(brought().tally().count()).isEqualTo(2);
  }

  @Test
  void stepsAndStatementsAreBounded() {
    said.made(RUNS, A);
    var commits = Stream.iterate(0, i -> i + 1).limit(31).map("%08x"::formatted).toList();
    said.commits(BETWEEN, A, commits.getFirst(), "fix: first");
    for (var i = 1; i < commits.size(); i++) {
      said.commits(BETWEEN, commits.get(i - 1), commits.get(i), "fix: " + i);
    }
    said.commits(COMES, commits.get(10), C, "fix: near");
    assertThat(brought().tally().count()).isEqualTo(12);
    said.all.removeLast();
    said.commits(COMES, commits.getLast(), C, "fix: far");
    assertThat(brought().isKnown()).isFalse();

    said.all.clear();
    for (var i = 0; i < 101; i++) {
      said.commits(COMES, A, C, "fix: " + i);
    }
    assertThat(brought().gap()).contains("than can be compared");
  }

  @Test
  void ofSeveralImagesTheStrictestDecidesAndEachNeedsARange() {
    said.made(RUNS, A);
    said.commits(COMES, A, C, "fix: a");
    said.commits(BETWEEN, A, B, "feat: b");
    var first = new Replaced(RUNS, "app:2@" + COMES);

    var both = brought(first, new Replaced(RUNS, "worker:2@" + BETWEEN));
    assertThat(both.changeClass(true)).isEqualTo(ChangeClass.FEATURE);
    assertThat(both.words()).startsWith("2 commits of 2 images");
    var unknown = new Replaced(RUNS, "side:2@sha256:" + "4".repeat(64));
    assertThat(brought(first, unknown).isKnown()).isFalse();
    assertThat(brought(first, new Replaced(COMES, "other:3@" + COMES)).changeClass(true))
        .as("the same content brings nothing")
        .isEqualTo(ChangeClass.FIX);
  }

  @Test
  void aRollbackIsNeverToldByCommits() {
    said.made(RUNS, A);
    said.commits(COMES, A, C, "fix: a");

    assertThat(ranges().of(change(ChangeKind.ROLLBACK, image())).isKnown()).isFalse();
  }

  private Brought brought() {
    return brought(image());
  }

  private Brought brought(Replaced... images) {
    return ranges().of(change(ChangeKind.ROLLOUT, images));
  }

  private static Replaced image() {
    return new Replaced(RUNS, "app:1.0.1@" + COMES);
  }

  private CommitRanges ranges() {
    var beans = new StaticListableBeanFactory(Map.of("said", said));
    return new CommitRanges(beans.getBeanProvider(ImageEvidence.class));
  }

  private static ProposedChange change(ChangeKind kind, Replaced... images) {
    var change = JudgedClassTests.change(kind, Way.FORWARD, null);
    return new ProposedChange(
        change.service(), change.environment(), change.facts().replacing(List.of(images)));
  }

  /// What was said, in memory.
  private static final class Said implements ImageEvidence {

    private final List<Commits> all = new ArrayList<>();
    private final Map<UUID, String> digests = new TreeMap<>();
    private final List<Map.Entry<String, String>> made = new ArrayList<>();

    void made(String digest, String commit) {
      made.add(Map.entry(digest, commit));
    }

    UUID commits(String digest, String since, String commit, String... lines) {
      var id = UUID.randomUUID();
      all.add(new Commits(id, since, commit, List.of(lines)));
      digests.put(id, digest);
      return id;
    }

    @Override
    public List<Piece> of(UUID service, String digest, EnvironmentClass environmentClass) {
      return List.of();
    }

    @Override
    public List<Commits> commitsOf(
        UUID service, String digest, EnvironmentClass environmentClass, int most) {
      return all.reversed().stream()
          .filter(one -> digest.equals(digests.get(one.id())))
          .limit(most)
          .toList();
    }

    @Override
    public List<Commits> commitsUpTo(
        UUID service, String commit, EnvironmentClass environmentClass, int most) {
      return all.reversed().stream()
          .filter(one -> one.commit().startsWith(commit) || commit.startsWith(one.commit()))
          .limit(most)
          .toList();
    }

    @Override
    public List<String> madeOf(
        UUID service, @Nullable String digest, EnvironmentClass environmentClass, int most) {
      return made.stream()
          .filter(one -> one.getKey().equals(digest))
          .map(Map.Entry::getValue)
          .limit(most)
          .toList();
    }
  }
}
