package dev.slipway.slo.web;

import java.util.List;
import java.util.Map;

/// A look for objectives into a connected cluster, beside the form that takes a file.
///
/// @param names of clusters by slug
/// @param chosen slug of the one that was looked into; empty before that
/// @param told what was found there and what was not read, in sentences
record ClusterLook(Map<String, String> names, String chosen, List<String> told) {

  public boolean isOffered() {
    return !names.isEmpty();
  }
}
