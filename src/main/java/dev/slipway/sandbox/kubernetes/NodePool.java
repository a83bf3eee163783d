package dev.slipway.sandbox.kubernetes;

import java.util.Map;

/// Nodes of a simulated cluster that are alike. They are spread over three zones.
///
/// @param labels on top of those that every node has
/// @param taint `key=value:effect` that keeps pods off which do not tolerate it; empty for none
public record NodePool(String name, int nodes, Map<String, String> labels, String taint) {

  public static NodePool of(String name, int nodes) {
    return new NodePool(name, nodes, Map.of(), "");
  }

  public NodePool labelled(String key, String value) {
    return new NodePool(name, nodes, Map.of(key, value), taint);
  }

  public NodePool tainted(String what) {
    return new NodePool(name, nodes, labels, what);
  }
}
