package dev.slipway.home.web;

import dev.slipway.home.Matrix;
import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.shell.LiveTopic;
import dev.slipway.shell.Patch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// Every cell that changed since a page was drawn, sent on each connect: with thousands of cells a
/// whole snapshot would weigh more than the page.
@Component
class MatrixSinceTopic implements LiveTopic {

  /// Clocks of replicas differ a little; a cell sent twice does no harm.
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final Matrix matrix;
  private final LiveMatrix live;
  private final Access access;

  MatrixSinceTopic(Matrix matrix, LiveMatrix live, Access access) {
    this.matrix = matrix;
    this.live = live;
    this.access = access;
  }

  @Override
  public String name() {
    return "matrix-since";
  }

  @Override
  public boolean mayWatch(Actor actor, String key) {
    return access.permitsSomewhere(actor, Permission.VIEW);
  }

  @Override
  public List<Patch> snapshot(Actor actor, String key) {
    if (!key.matches("\\d{1,15}")) {
      return List.of();
    }
    var since = Instant.ofEpochMilli(Long.parseLong(key)).minus(SLACK);
    return matrix.changedSince(since).stream()
        .flatMap(cell -> live.patches(cell).stream())
        .toList();
  }
}
