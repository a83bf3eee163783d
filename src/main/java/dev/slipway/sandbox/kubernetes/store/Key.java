package dev.slipway.sandbox.kubernetes.store;

import dev.slipway.sandbox.kubernetes.model.Json;
import java.util.Comparator;
import tools.jackson.databind.JsonNode;

/// Where an object is among its kind. The namespace is empty for objects of the whole cluster.
public record Key(String namespace, String name) implements Comparable<Key> {

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::namespace).thenComparing(Key::name);

  public static Key of(JsonNode object) {
    return new Key(Json.namespace(object), Json.name(object));
  }

  @Override
  public int compareTo(Key other) {
    return ORDER.compare(this, other);
  }
}
