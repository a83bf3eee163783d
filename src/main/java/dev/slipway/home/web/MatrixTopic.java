package dev.slipway.home.web;

import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.shell.LiveTopic;
import dev.slipway.shell.Patch;
import java.util.List;
import org.springframework.stereotype.Component;

/// Patches of all cells; what happened before somebody connected comes by {@link MatrixSinceTopic}.
@Component
class MatrixTopic implements LiveTopic {

  private final Access access;

  MatrixTopic(Access access) {
    this.access = access;
  }

  @Override
  public String name() {
    return LiveMatrix.TOPIC;
  }

  @Override
  public boolean mayWatch(Actor actor, String key) {
    return access.permitsSomewhere(actor, Permission.VIEW);
  }

  @Override
  public List<Patch> snapshot(Actor actor, String key) {
    return List.of();
  }
}
