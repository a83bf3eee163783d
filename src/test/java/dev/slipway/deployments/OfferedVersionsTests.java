package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.plans.spi.ImagePresence;
import dev.slipway.plans.spi.KnownVersions;
import dev.slipway.testing.Line;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class OfferedVersionsTests {

  private final Instant begin = Instant.now().minus(Duration.ofDays(1));
  private final List<ImageRef> asked = new ArrayList<>();

  @Autowired private JdbcClient jdbc;
  @Autowired private RecordedTemplates templates;
  @Autowired private DeploymentRepository rows;
  private HistoryMother mother;

  @BeforeEach
  void start() {
    mother = new HistoryMother(jdbc, templates);
  }

  @Test
  @Line("edu-16")
  void whatRanHereComesFirstThenTheRegistryWithoutWhatRuns() {
    mother.ours("0.9.0", "1.0.0", "succeeded", begin, false);
    mother.ours("1.0.0", "1.0.1", "failed", begin.plusSeconds(60), false);
    mother.ours("1.0.0", "1.0.2", "succeeded", begin.plusSeconds(120), false);

    var offer = offer("1.0.2", List.of("2.0.0", "1.0.2", "1.0.1", "1.0.0"));

    assertThat(offer.versions().stream().map(KnownVersions.Version::tag))
        .containsExactly("1.0.0", "2.0.0", "1.0.1");
    assertThat(offer.versions().getFirst().image()).isEqualTo(HistoryMother.image("1.0.0"));
    assertThat(offer.versions().getFirst().ranAt()).isNotNull();
    assertThat(offer.versions().getLast().ranAt()).isNull();
    assertThat(asked).extracting(ImageRef::registry).containsExactly("registry.emis.local");
  }

  @Test
  void aTagOfAnotherRepositoryDidNotRunHere() {
    mother.ours("0.9.0", "1.0.0", "succeeded", begin, false);

    var offer = offers(List.of()).of(mother.placement, "registry.other.local/else:1.0.2");

    assertThat(offer.versions()).isEmpty();
  }

  @Test
  void whatWasTakenBackIsNoRecommendation() {
    mother.ours("0.9.0", "1.0.0", "succeeded", begin, false);
    mother.ours("1.0.0", "1.0.1", "succeeded", begin.plusSeconds(60), false);
    var back = mother.ours("1.0.1", "1.0.0", "succeeded", begin.plusSeconds(120), false);
    rows.markRolledBack(back);

    assertThat(offer("1.0.0", List.of()).versions()).isEmpty();
    assertThat(offer("1.0.0", List.of()).answered()).isFalse();
  }

  @Test
  void aFormIsOfferedFiftyAtTheMostAndSurvivesAnImageThatIsNone() {
    var many = IntStream.range(0, 400).mapToObj(Integer::toString).toList();

    assertThat(offer("1.0.0", many).versions()).hasSize(50);
    assertThat(offers(many).of(mother.placement, "Not An Image").versions()).isEmpty();
  }

  private KnownVersions.Offer offer(String running, List<String> tags) {
    return offers(tags).of(mother.placement, HistoryMother.image(running));
  }

  private OfferedVersions offers(List<String> tags) {
    return new OfferedVersions(
        jdbc,
        templates,
        new ImageResolver() {
          @Override
          public ResolvedImage resolve(ImageRef image) {
            throw new AssertionError("a form resolves nothing");
          }

          @Override
          public List<String> tags(ImageRef image) {
            asked.add(image);
            return tags;
          }

          @Override
          public Map<ImageRef, ImagePresence> presence(Collection<ImageRef> images) {
            throw new AssertionError("a form for a rollout asks for no presence");
          }
        });
  }
}
