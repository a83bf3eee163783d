package dev.slipway.shell;

import dev.slipway.kernel.Actor;
import java.util.List;

/// A bean that feeds one kind of live page. Topics are named `name` or `name:key`, such as `matrix`
/// or `deployment:0198...`.
public interface LiveTopic {

  /// The part before the colon.
  String name();

  /// Whether this actor may see the topic now; asked at connect and every 30 s after.
  boolean mayWatch(Actor actor, String key);

  /// Everything the page shows now, sent first on every connect.
  List<Patch> snapshot(Actor actor, String key);

  /// Parts of the page that a snapshot does not bring up to date. They are read again when this
  /// instance may have missed what others did.
  default List<String> parts(String key) {
    return List.of();
  }
}
