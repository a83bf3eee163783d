package dev.slipway.onboarding;

import dev.slipway.clusters.WorkloadRef;
import java.util.List;

/// Says what a workload is from now on, in words a person has seen.
///
/// @param container the one whose image is the version
/// @param service slug; registered if there is none of that name
/// @param system slug; registered if there is none of that name
/// @param environment slug; registered if its class and rank come along
/// @param team slug of the owner
/// @param needs the workloads whose services it depends on
public record Adopt(
    WorkloadRef workload,
    String container,
    String service,
    String system,
    String environment,
    String team,
    List<WorkloadRef> needs) {

  public Adopt {
    service = service.strip();
    system = system.strip();
    environment = environment.strip();
    team = team.strip();
    needs = List.copyOf(needs);
  }

  /// What a person still has to say, as a sentence; empty if all is said.
  public String missing() {
    if (service.isEmpty()) {
      return "Give it the slug of a service.";
    }
    if (system.isEmpty()) {
      return "Say which system it belongs to.";
    }
    if (environment.isEmpty()) {
      return "Say which environment it runs in.";
    }
    return team.isEmpty() ? "Say which team owns it." : "";
  }
}
