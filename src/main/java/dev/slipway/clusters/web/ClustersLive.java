package dev.slipway.clusters.web;

import dev.slipway.clusters.ClusterRights;
import dev.slipway.clusters.FreshnessChanged;
import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.shell.LiveStream;
import dev.slipway.shell.LiveTopic;
import dev.slipway.shell.Patch;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Makes open pages about clusters read again when one becomes live, stale or lost, or lets the
/// portal do more or less.
@Component
class ClustersLive implements LiveTopic {

  private static final String TOPIC = "clusters";

  private final Access access;
  private final LiveStream stream;

  ClustersLive(Access access, LiveStream stream) {
    this.access = access;
    this.stream = stream;
  }

  @EventListener
  void on(FreshnessChanged change) {
    stream.reload(TOPIC, TOPIC);
  }

  @EventListener
  void on(ClusterRights.Changed change) {
    stream.reload(TOPIC, TOPIC);
  }

  @Override
  public String name() {
    return TOPIC;
  }

  @Override
  public boolean mayWatch(Actor actor, String key) {
    return access.permitsSomewhere(actor, Permission.VIEW);
  }

  @Override
  public List<Patch> snapshot(Actor actor, String key) {
    return List.of();
  }

  @Override
  public List<String> parts(String key) {
    return List.of(TOPIC);
  }
}
