package dev.slipway.sandbox.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;

/// Nodes of a simulated cluster that are alike. They are spread over three zones.
///
/// @param zone what the zones are called, before their number
/// @param labels on top of those that every node has
/// @param taint `key=value:effect` that keeps pods off which do not tolerate it; empty for none
public record NodePool(
    String name, int nodes, Map<String, String> labels, String taint, String zone) {

  public static NodePool of(String name, int nodes) {
    return new NodePool(name, nodes, Map.of(), "", "local-");
  }

  public NodePool labelled(String key, String value) {
    var all = new LinkedHashMap<>(labels);
    all.put(key, value);
    return new NodePool(name, nodes, all, taint, zone);
  }

  public NodePool tainted(String what) {
    return new NodePool(name, nodes, labels, what, zone);
  }

  public NodePool zoned(String region) {
    return new NodePool(name, nodes, labels, taint, region);
  }
}
