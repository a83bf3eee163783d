package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Columns of custom resources.
final class CustomColumns {

  private final ResourceTypes types;

  CustomColumns(ResourceTypes types) {
    this.types = types;
  }

  List<Column> of(ResourceType type, List<ObjectNode> objects) {
    boolean phased =
        types.all().contains(type)
            && !objects.isEmpty()
            && objects.stream().allMatch(o -> !Json.absent(o, "status", "phase"));
    return phased
        ? List.of(Column.named(), Column.at("Phase", "status", "phase"), Column.age())
        : List.of(Column.named(), Column.age());
  }
}
