package dev.slipway.sandbox.kubernetes.store;

import dev.slipway.sandbox.kubernetes.model.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// All objects of one cluster under one rising version. Objects handed out are shared and never
/// change; whoever wants to change one copies it and puts the copy.
public final class ObjectStore implements AutoCloseable {

  private static final int COMPACT_AFTER = 20_000;

  /// A place in a list of one kind.
  public record Owned(String type, Key key) implements Comparable<Owned> {
    @Override
    public int compareTo(Owned other) {
      int order = type.compareTo(other.type);
      return order != 0 ? order : key.compareTo(other.key);
    }
  }

  /// A list of objects, and the version at which they were like that.
  public record Listing(List<ObjectNode> objects, long version) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, NavigableMap<Key, ObjectNode>> objects = new HashMap<>();
  private final Map<String, Set<Owned>> byOwner = new HashMap<>();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private final History history;
  private final @Nullable Journal journal;
  private long version = 1;
  private boolean closed;

  /// @param folder where the state is kept, or null for one that ends with the process
  public ObjectStore(@Nullable Path folder, int historyLimit) {
    this.history = new History(historyLimit);
    this.journal = folder == null ? null : new Journal(folder);
    if (journal != null) {
      journal.open(this::replay);
    }
  }

  public long version() {
    return locked(() -> version);
  }

  /// Runs the action alone: no other write comes between its reads and its writes.
  public <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  public @Nullable ObjectNode get(String type, Key key) {
    return locked(() -> of(type).get(key));
  }

  /// All objects of the type, in one namespace if it is not empty.
  public Listing list(String type, String namespace) {
    return locked(() -> {
      NavigableMap<Key, ObjectNode> all = of(type);
      var found =
          namespace.isEmpty()
              ? all.values()
              : all.subMap(new Key(namespace, ""), new Key(namespace + "\0", "")).values();
      return new Listing(List.copyOf(found), version);
    });
  }

  /// The objects of the type whose ownerReferences name the UID.
  public List<ObjectNode> ownedBy(String uid, String type) {
    return locked(() -> {
      var found = new ArrayList<ObjectNode>();
      for (Owned owned : byOwner.getOrDefault(uid, Set.of())) {
        ObjectNode object = owned.type().equals(type) ? of(type).get(owned.key()) : null;
        if (object != null) {
          found.add(object);
        }
      }
      return found;
    });
  }

  public List<Owned> ownedBy(String uid) {
    return locked(() -> List.copyOf(byOwner.getOrDefault(uid, Set.of())));
  }

  /// Stores the object with the next version. The object belongs to the store from now on.
  public ObjectNode put(String type, ObjectNode object) {
    return locked(() -> {
      long next = ++version;
      Json.child(object, "metadata").put("resourceVersion", Long.toString(next));
      ObjectNode previous = of(type).get(Key.of(object));
      var kind = previous == null ? Change.Kind.ADDED : Change.Kind.MODIFIED;
      record(new Change(next, kind, type, object, previous));
      return object;
    });
  }

  /// Takes the object away; its last state carries the version of its end.
  public @Nullable ObjectNode remove(String type, Key key) {
    return locked(() -> {
      ObjectNode previous = of(type).get(key);
      if (previous == null) {
        return null;
      }
      ObjectNode last = previous.deepCopy();
      long next = ++version;
      Json.child(last, "metadata").put("resourceVersion", Long.toString(next));
      record(new Change(next, Change.Kind.DELETED, type, last, previous));
      return last;
    });
  }

  /// Called for every change, in order, while the store is locked: be brief.
  public void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  public boolean reaches(String type, long from) {
    return locked(() -> history.reaches(type, from));
  }

  /// Changes of the type after the version; waits up to `patience` if there are none yet.
  public List<Change> await(String type, long after, Duration patience)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (history.after(type, after).isEmpty() && left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
      return history.after(type, after);
    } finally {
      lock.unlock();
    }
  }

  /// Forgets all history, as an API server does after some minutes: older watches get 410.
  public void truncate() {
    locked(() -> {
      history.truncate(version);
      return version;
    });
  }

  public boolean closed() {
    return locked(() -> closed);
  }

  @Override
  public void close() {
    locked(() -> {
      closed = true;
      changed.signalAll();
      if (journal != null) {
        journal.close();
      }
      return true;
    });
  }

  private NavigableMap<Key, ObjectNode> of(String type) {
    return objects.computeIfAbsent(type, _ -> new TreeMap<>());
  }

  private void record(Change change) {
    if (closed) {
      throw new IllegalStateException("the cluster is closed");
    }
    if (journal != null) {
      journal.write(change);
    }
    take(change);
    listeners.forEach(listener -> listener.accept(change));
    changed.signalAll();
    if (journal != null && journal.lines() > COMPACT_AFTER + 2 * size()) {
      journal.replace(snapshot());
    }
  }

  private void take(Change change) {
    if (change.previous() != null) {
      owners(change.previous()).forEach(uid -> disown(uid, owned(change)));
    }
    if (change.kind() == Change.Kind.DELETED) {
      of(change.type()).remove(change.key());
    } else {
      of(change.type()).put(change.key(), change.object());
      owners(change.object())
          .forEach(uid -> byOwner.computeIfAbsent(uid, _ -> new TreeSet<>()).add(owned(change)));
    }
    history.add(change);
  }

  private void disown(String uid, Owned owned) {
    Set<Owned> all = byOwner.get(uid);
    if (all != null && all.remove(owned) && all.isEmpty()) {
      byOwner.remove(uid);
    }
  }

  private static Owned owned(Change change) {
    return new Owned(change.type(), change.key());
  }

  private static List<String> owners(ObjectNode object) {
    return Json.items(object, "metadata", "ownerReferences").stream()
        .map(owner -> Json.text(owner, "uid"))
        .toList();
  }

  private int size() {
    return objects.values().stream().mapToInt(Map::size).sum();
  }

  private List<JsonNode> snapshot() {
    var lines = new ArrayList<JsonNode>();
    lines.add(Json.object().put("version", version).put("snapshot", true));
    objects.forEach((type, all) ->
        all.values()
            .forEach(object -> lines.add(Json.object().put("type", type).set("object", object))));
    return lines;
  }

  private void replay(JsonNode line) {
    if (Json.flag(line, "snapshot")) {
      version = line.path("version").asLong(0);
      history.truncate(version);
      return;
    }
    ObjectNode object = Json.copy(line.path("object"));
    String type = Json.text(line, "type");
    if (!line.has("kind")) {
      of(type).put(Key.of(object), object);
      owners(object)
          .forEach(uid ->
              byOwner
                  .computeIfAbsent(uid, _ -> new TreeSet<>())
                  .add(new Owned(type, Key.of(object))));
      return;
    }
    long at = line.path("version").asLong(0);
    if (at > version) {
      version = at;
      var kind = Change.Kind.valueOf(Json.text(line, "kind"));
      take(new Change(at, kind, type, object, of(type).get(Key.of(object))));
    }
  }
}
