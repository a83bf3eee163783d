package dev.slipway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.deployments.PastDeployment;
import dev.slipway.deployments.PastDeployments;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.PersonSummary;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.mockito.Captor;
import org.mockito.MockitoAnnotations;
import tools.jackson.databind.node.JsonNodeFactory;

/// The order in which the demonstration's past happened.
class DemonstrationHistoryTests {

  @Captor ArgumentCaptor<List<PastDeployment>> written;

  @ParameterizedTest
  @ValueSource(strings = {"student-service", "vote", "db", "result"})
  void oneThingFollowsTheOther(String service) throws Exception {
    var past = mock(PastDeployments.class);
    var people = mock(People.class);
    when(people.byHandle(anyString()))
        .thenAnswer(asked -> Optional.of(person(asked.getArgument(0))));
    var placement = mock(Placement.class);
    when(placement.container()).thenReturn("app");

    try (var _ = MockitoAnnotations.openMocks(this)) {
      new DemonstrationHistory(past, people, Clock.systemUTC())
          .write(placement, service, "production", live(service));
      verify(past).record(any(), any(), written.capture());
    }

    assertThat(written.getValue()).extracting(PastDeployment::startedAt).isSorted();
    assertThat(written.getValue()).allMatch(each -> each.endedAt().isAfter(each.startedAt()));
  }

  private static PersonSummary person(String handle) {
    return new PersonSummary(PersonId.next(), handle, handle, true);
  }

  private static LiveObject live(String name) {
    var json = JsonNodeFactory.instance;
    var spec = json.objectNode();
    spec.putObject("template")
        .putObject("spec")
        .putArray("containers")
        .addObject()
        .put("name", "app")
        .put("image", "registry.example/" + name + ":1");
    var ref = new WorkloadRef(ClusterId.next(), "demo", WorkloadKind.DEPLOYMENT, name);
    return new LiveObject(ref, "u", "n", "c", 1, "1", json.objectNode(), spec, "b", "t");
  }
}
