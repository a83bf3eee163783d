package dev.slipway.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.SystemId;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.TeamId;
import dev.slipway.kernel.UuidV7;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparedServiceTests {

  private static final String ONE = "sha256:" + "1".repeat(64);
  private static final String TWO = "sha256:" + "2".repeat(64);

  @Test
  void digestsDecideWhateverTheTagsSay() {
    assertThat(same("app:1.0", ONE, "mirror/app:stable", ONE)).isTrue();
    assertThat(same("app:1.0", ONE, "app:1.0", TWO)).isFalse();
  }

  @Test
  void withoutADigestTheTagTellsUnlessItMeansSomethingElseEveryDay() {
    assertThat(same("app:1.0", null, "app:1.0", ONE)).isTrue();
    assertThat(same("app:1.0", null, "app:1.1", null)).isFalse();
    assertThat(same("app:latest", null, "app:latest", ONE)).isNull();
  }

  @Test
  void aTagThatWasPushedAgainIsNamedAsSuch() {
    var row = row(side("app:1.0", ONE, "3/3", "aa"), side("app:1.0", TWO, "3/3", "bb"));
    assertThat(row.differences()).containsExactly(Difference.VERSION);
    assertThat(row.words()).isEqualTo("same tag, other digest");
  }

  @Test
  void theTemplateCountsOnlyWhereTheVersionIsTheSame() {
    var row = row(side("app:1.0", ONE, "3/3", "aa"), side("app:1.0", ONE, "2/3", "bb"));
    assertThat(row.differences())
        .as("not how many are ready, but how many are wanted")
        .containsExactly(Difference.TEMPLATE);
    assertThat(row(side("app:1.0", ONE, "1/1", "aa"), side("app:1.1", TWO, "1/3", "bb")).words())
        .isEqualTo("version, replicas");
  }

  @Test
  void aTemplateThatIsNotSeenIsNoDifference() {
    assertThat(
            row(side("app:1.0", ONE, "3/3", ""), side("app:1.0", ONE, "3/3", "bb")).isDifferent())
        .isFalse();
  }

  @Test
  void whatWasNeverSeenIsNotKnownAndNoDifference() {
    var row = row(side("", null, "", ""), side("app:1.0", ONE, "1/1", "aa"));
    assertThat(row.differences()).containsExactly(Difference.UNKNOWN);
    assertThat(row.isDifferent()).isFalse();
    assertThat(row(null, side("app:1.0", ONE, "1/1", "aa")).differences())
        .containsExactly(Difference.ONE_SIDE);
  }

  @Test
  void otherConfigurationIsADifferenceUnderWhateverVersion() {
    var one = side("app:1.0", ONE, "3/3", "aa");
    var other = side("app:1.1", TWO, "3/3", "bb");

    var alike = row(configured(one, "c1"), configured(one, "c2"));
    assertThat(alike.words()).isEqualTo("configuration");
    assertThat(alike.isDifferent()).isTrue();
    assertThat(row(configured(one, "c1"), configured(other, "c2")).words())
        .isEqualTo("version, configuration");
    assertThat(row(configured(one, "c1"), configured(one, "")).isDifferent())
        .as("not read on one side")
        .isFalse();
  }

  private static ComparedService.Side configured(ComparedService.Side side, String hash) {
    return new ComparedService.Side(side.placement(), side.cell(), side.template(), hash);
  }

  private static @Nullable Boolean same(
      String left, @Nullable String one, String right, @Nullable String other) {
    return ComparedService.sameVersion(Version.of(left, one), Version.of(right, other));
  }

  private static ComparedService row(
      ComparedService.@Nullable Side from, ComparedService.@Nullable Side to) {
    var service =
        new ServiceView(
            new ServiceId(UuidV7.next()),
            "app",
            "app",
            "",
            new SystemId(UuidV7.next()),
            "shop",
            "Shop",
            new TeamId(UuidV7.next()),
            "shop",
            "Shop",
            2,
            Lifecycle.PRODUCTION,
            List.of());
    return new ComparedService(
        service, from, to, ComparedService.between(from, to), ComparedService.Promote.NOTHING);
  }

  private static ComparedService.Side side(
      String image, @Nullable String digest, String ready, String template) {
    var placement =
        new Placement(
            PlacementId.next(),
            new ServiceId(UuidV7.next()),
            new EnvironmentId(UuidV7.next()),
            new WorkloadRef(new ClusterId(UuidV7.next()), "shop", WorkloadKind.DEPLOYMENT, "app"),
            "app");
    var version = image.isEmpty() ? Version.NONE : Version.of(image, digest);
    var cell =
        new Cell(
            placement.id(),
            CellState.HEALTHY,
            false,
            version,
            "",
            "",
            ready,
            "",
            "",
            null,
            false,
            false,
            "",
            "",
            "");
    return new ComparedService.Side(placement, cell, template, "");
  }
}
