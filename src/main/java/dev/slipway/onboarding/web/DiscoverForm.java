package dev.slipway.onboarding.web;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.onboarding.Adopt;
import dev.slipway.onboarding.Candidate;
import dev.slipway.onboarding.Candidate.State;
import dev.slipway.onboarding.Discovered;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.util.MultiValueMap;

/// What a person chose and corrected in the table. Rows have numbers: `take` holds those that were
/// chosen, `service-3` is what was typed in the third.
record DiscoverForm(MultiValueMap<String, String> sent) {

  /// What is to be adopted, in the order of the table. Of a namespace that is chosen whole, the
  /// rows on other pages come as they are proposed.
  List<Adopt> chosen(Discovered found) {
    var cluster = found.cluster().id();
    Map<WorkloadRef, Adopt> chosen = new LinkedHashMap<>();
    var taken = Set.copyOf(all("take"));
    var whole = Set.copyOf(all("whole"));
    var everything = whole.contains("*");
    for (var number = 0; number < DiscoverPage.ROWS; number++) {
      if (!of("key", number).isEmpty()) {
        var row = row(cluster, number);
        var namespace = row.workload().namespace();
        if (taken.contains(String.valueOf(number)) || everything || whole.contains(namespace)) {
          chosen.put(row.workload(), row);
        }
      }
    }
    for (var candidate : found.candidates()) {
      if (candidate.state() == State.NEW
          && !candidate.platform()
          && (everything || whole.contains(candidate.workload().namespace()))) {
        chosen.putIfAbsent(candidate.workload(), proposed(candidate));
      }
    }
    return chosen.values().stream().map(this::forAll).toList();
  }

  private Adopt row(ClusterId cluster, int number) {
    return new Adopt(
        workload(cluster, of("key", number)),
        of("container", number),
        of("service", number),
        of("system", number),
        of("environment", number),
        of("team", number),
        all("needs-" + number).stream().map(key -> workload(cluster, key)).toList());
  }

  private static Adopt proposed(Candidate candidate) {
    return new Adopt(
        candidate.workload(),
        candidate.container(),
        candidate.service().value(),
        candidate.system().value(),
        candidate.environment().value(),
        candidate.team().value(),
        candidate.needs().stream().map(Candidate.Need::on).toList());
  }

  /// What was said for all that are chosen.
  private Adopt forAll(Adopt one) {
    return new Adopt(
        one.workload(),
        one.container(),
        one.service(),
        or("system", one.system()),
        or("environment", one.environment()),
        or("team", one.team()),
        one.needs());
  }

  private String or(String field, String own) {
    var said = Objects.requireNonNullElse(sent.getFirst("all-" + field), "").strip();
    return said.isEmpty() ? own : said;
  }

  /// `namespace/KIND/name`, as {@link Candidate#key} writes it.
  static WorkloadRef workload(ClusterId cluster, String key) {
    var parts = key.split("/", -1);
    if (parts.length != 3
        || Arrays.stream(WorkloadKind.values()).noneMatch(kind -> kind.name().equals(parts[1]))) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST, "A row of the table names no workload. Look again.");
    }
    return new WorkloadRef(cluster, parts[0], WorkloadKind.valueOf(parts[1]), parts[2]);
  }

  static String key(WorkloadRef workload) {
    return workload.namespace() + "/" + workload.kind().name() + "/" + workload.name();
  }

  private String of(String field, int number) {
    return Objects.requireNonNullElse(sent.getFirst(field + "-" + number), "");
  }

  private List<String> all(String field) {
    return sent.getOrDefault(field, List.of());
  }
}
