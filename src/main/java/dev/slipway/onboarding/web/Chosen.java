package dev.slipway.onboarding.web;

import dev.slipway.clusters.ClusterId;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.onboarding.Adopt;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What was chosen, as the page that asks once more carries it along. It comes back from a browser,
/// so it is read like anything typed.
record Chosen(
    String workload,
    String container,
    String service,
    String system,
    String environment,
    String team,
    List<String> needs) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static String written(List<Adopt> wishes) {
    return JSON.writeValueAsString(
        wishes.stream()
            .map(wish ->
                new Chosen(
                    DiscoverForm.key(wish.workload()),
                    wish.container(),
                    wish.service(),
                    wish.system(),
                    wish.environment(),
                    wish.team(),
                    wish.needs().stream().map(DiscoverForm::key).toList()))
            .toList());
  }

  static List<Adopt> read(ClusterId cluster, String json) {
    try {
      return List.of(JSON.readValue(json, Chosen[].class)).stream()
          .map(one ->
              new Adopt(
                  DiscoverForm.workload(cluster, one.workload),
                  one.container,
                  one.service,
                  one.system,
                  one.environment,
                  one.team,
                  one.needs.stream().map(key -> DiscoverForm.workload(cluster, key)).toList()))
          .toList();
    } catch (JacksonException | NullPointerException e) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST,
          "What was chosen cannot be read. Begin again at the table.",
          e);
    }
  }
}
