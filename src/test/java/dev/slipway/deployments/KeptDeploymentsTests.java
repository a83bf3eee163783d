package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.slipway.plans.spi.EarlierDeployments.Earlier;
import dev.slipway.runtime.Sealing;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class KeptDeploymentsTests {

  private final Instant begin = Instant.now().minus(Duration.ofDays(1));

  @Autowired private JdbcClient jdbc;
  @Autowired private RecordedTemplates templates;
  @Autowired private DeploymentRepository rows;
  @Autowired private KeptDeployments kept;
  @Autowired private DataSource source;
  @Autowired private Sealing sealing;
  private HistoryMother mother;

  @BeforeEach
  void start() {
    mother = new HistoryMother(jdbc, templates);
  }

  @Test
  void whatRanWellIsOfferedNewestFirstOncePerTemplateWithoutWhatRuns() {
    mother.ours("0.9.0", "1.0.0", "succeeded", begin, false);
    mother.ours("1.0.0", "1.0.1", "failed", begin.plusSeconds(60), false);
    mother.ours("1.0.0", "1.0.2", "succeeded", begin.plusSeconds(120), false);
    var again = mother.ours("1.0.2", "1.0.0", "succeeded", begin.plusSeconds(180), false);
    mother.ours("1.0.0", "1.0.3", "succeeded", begin.plusSeconds(240), false);

    assertThat(offered("1.0.3")).extracting(Earlier::version).containsExactly("1.0.0", "1.0.2");
    assertThat(offered("1.0.3").getFirst().deployment()).isEqualTo(again);
    assertThat(offered(null)).extracting(Earlier::version).contains("1.0.3");
  }

  @Test
  void whatWasTakenBackIsMarked() {
    mother.ours("0.9.0", "1.0.0", "succeeded", begin, false);
    mother.ours("1.0.0", "1.0.1", "succeeded", begin.plusSeconds(60), false);
    rows.markRolledBack(mother.ours("1.0.1", "1.0.0", "succeeded", begin.plusSeconds(120), false));

    assertThat(offered("1.0.0")).extracting(Earlier::version).containsExactly("1.0.1");
    assertThat(offered("1.0.0").getFirst().takenBack()).isTrue();
  }

  @Test
  void aTemplateThatIsWellInOneDeploymentReadsByThatAndIsKnownByTheOther() {
    var well = mother.ours("0.9.0", "1.0.0", "succeeded", begin, false);
    mother.ours("1.0.0", "1.0.1", "succeeded", begin.plusSeconds(60), false);
    var taken = mother.ours("1.0.1", "1.0.0", "rolled-back", begin.plusSeconds(120), false);

    var offered = offered("1.0.1").getFirst();
    assertThat(offered.deployment()).isEqualTo(well);
    assertThat(offered.takenBack()).isFalse();
    assertThat(previewed(taken)).containsExactly("1.0.0");
    assertThat(previewed(well)).containsExactly("1.0.0");
    assertThat(previewed(UUID.randomUUID())).isEmpty();
  }

  @Test
  void howManyThereAreChangesNothingInHowOftenTheDatabaseIsAsked() {
    var ids =
        Stream.of("1.0.0", "1.0.1", "1.0.2", "1.0.3")
            .map(version -> mother.ours("0.9.0", version, "succeeded", begin, false))
            .toList();
    var counted = new CountedDatabase(source);
    ImageResolver resolver = mock();
    when(resolver.presence(any())).thenReturn(Map.of());

    var told =
        new KeptDeployments(
                counted.jdbc(), new RecordedTemplates(counted.jdbc(), sealing), resolver)
            .of(mother.placement, ids);

    assertThat(told).containsOnlyKeys(ids);
    assertThat(told.values())
        .allSatisfy(presence -> assertThat(presence.why()).contains("student-service:1.0."));
    assertThat(counted.asked()).isEqualTo(2);
  }

  private List<String> previewed(UUID goal) {
    return kept.of(mother.placement, null, goal).stream()
        .filter(Earlier::previewed)
        .map(Earlier::version)
        .toList();
  }

  private List<Earlier> offered(@Nullable String runs) {
    return kept.of(
        mother.placement, runs == null ? null : mother.live(runs, 3).templateHash(), null);
  }
}
