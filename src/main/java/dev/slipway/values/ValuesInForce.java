package dev.slipway.values;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placements;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Compares what a file says with what runs. Asks the cluster, so it is asked for by itself.
@Component
public class ValuesInForce {

  private final Placements placements;
  private final LiveWorkloads workloads;
  private final ClusterGateway gateway;

  ValuesInForce(Placements placements, LiveWorkloads workloads, ClusterGateway gateway) {
    this.placements = placements;
    this.workloads = workloads;
    this.gateway = gateway;
  }

  /// What was compared.
  ///
  /// @param trouble why something or all of it could not be told; empty if nothing is missing
  public record Result(List<Line> lines, String trouble) {

    public long differing() {
      return lines.stream().filter(Line::differs).count();
    }
  }

  /// One value of the file and what runs.
  public record Line(String path, String said, String runs, boolean differs, String note) {}

  public Result of(ValuesFile file, ServiceView service, EnvironmentView environment) {
    var placement = placements.at(service.id(), environment.id()).orElse(null);
    if (placement == null) {
      return new Result(List.of(), "The service is placed nowhere in " + environment.name() + ".");
    }
    var state = workloads.state(placement.workload()).orElse(null);
    if (state == null) {
      return new Result(List.of(), "What runs there is not seen now.");
    }
    var trouble = "";
    @Nullable LiveObject live = null;
    try {
      live = gateway.read(placement.workload()).orElse(null);
    } catch (ClusterUnreachable failure) {
      trouble = "Resources are not compared: " + failure.getMessage();
    }
    return new Result(RunningValues.of(file, service.slug(), placement, state, live), trouble);
  }
}
