package dev.slipway.onboarding;

import static dev.slipway.onboarding.ProposalsTests.PRODUCTION;
import static dev.slipway.onboarding.ProposalsTests.estate;
import static dev.slipway.onboarding.ProposalsTests.found;
import static dev.slipway.onboarding.ProposalsTests.placed;
import static dev.slipway.onboarding.ProposalsTests.service;
import static dev.slipway.onboarding.ProposalsTests.survey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.ClusterSurvey.Found;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How often the catalog is read for the proposals of one cluster.
class ProposalReadsTests {

  /// Every workload asks who its neighbours are; each list is walked a few times all the same.
  @Test
  void whatThePortalKnowsIsReadOnceAndNotForEachWorkload() {
    var known = 300;
    var reads = new AtomicInteger();
    var services =
        IntStream.range(0, known).mapToObj(number -> service("known-" + number)).toList();
    var placements =
        services.stream().map(service -> placed(service, "shop/" + service.slug(), "app")).toList();
    var found =
        IntStream.range(0, known)
            .mapToObj(number -> found("shop/new-" + number, Map.of()))
            .toArray(Found[]::new);

    var all =
        Proposals.of(
            estate(PRODUCTION, counted(services, reads), counted(placements, reads)),
            survey(Map.of(), List.of(), found),
            "lab");

    assertThat(all).hasSize(2 * known);
    assertThat(all.getFirst().system().reason()).contains("what is adopted of namespace shop");
    assertThat(reads.get()).isLessThan(10 * known);
  }

  private static <T> List<T> counted(List<T> list, AtomicInteger reads) {
    return new AbstractList<>() {
      @Override
      public T get(int index) {
        reads.incrementAndGet();
        return list.get(index);
      }

      @Override
      public int size() {
        return list.size();
      }
    };
  }
}
