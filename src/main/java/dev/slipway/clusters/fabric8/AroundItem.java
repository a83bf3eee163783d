package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Surroundings.Fact;
import dev.slipway.clusters.Surroundings.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Gathers what can be said of one object. What is empty is not said.
final class AroundItem {

  private final String kind;
  private final String name;
  private final List<Fact> facts = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  AroundItem(String kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  static AroundItem of(String kind, JsonNode object) {
    return new AroundItem(kind, Fields.text(object.path("metadata"), "name"));
  }

  AroundItem fact(String label, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      facts.add(Fact.of(label, value));
    }
    return this;
  }

  /// What is not shown, with a mark by which it can be found again elsewhere.
  AroundItem hidden(String label, String value, String mark) {
    facts.add(new Fact(label, value, null, mark));
    return this;
  }

  AroundItem used(String label, String value, int percent) {
    facts.add(new Fact(label, value, percent));
    return this;
  }

  AroundItem remark(boolean holds, String text) {
    if (holds) {
      remarks.add(text);
    }
    return this;
  }

  Item item() {
    return new Item(kind, name, List.copyOf(facts), List.copyOf(remarks));
  }
}
