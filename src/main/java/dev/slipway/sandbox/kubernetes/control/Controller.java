package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Brings one kind of object to what its spec asks for.
interface Controller {

  /// The objects of this controller that the change concerns.
  List<Key> concerned(Change change);

  /// One pass over one object; if it wants another pass without a change, says after how long.
  Optional<Duration> reconcile(Key key);
}
