package dev.slipway.health;

import java.util.List;
import org.springframework.stereotype.Service;

/// What stands around workloads: autoscalers, quotas, volumes, and the ways in. At most a minute
/// old while clusters answer. Asks memory only.
@Service
public class Resources {

  private final HeldResources held;

  Resources(HeldResources held) {
    this.held = held;
  }

  /// Of all clusters.
  public ResourceBoard board() {
    return held.board();
  }

  /// What a service needs in an environment, worst first.
  ///
  /// @param service and environment: slugs
  public List<ResourceReading> of(String service, String environment) {
    var at = new AlertLine.At(service, environment);
    return board().readings().stream().filter(one -> one.places().contains(at)).toList();
  }
}
