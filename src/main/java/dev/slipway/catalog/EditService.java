package dev.slipway.catalog;

import java.util.List;

/// New facts about a service. Its slug never changes.
///
/// @param system slug of its system
/// @param team slug of the team that owns it from now on
public record EditService(
    ServiceId id,
    String name,
    String description,
    String system,
    String team,
    int tier,
    Lifecycle lifecycle,
    List<Link> links) {

  public EditService {
    name = name.strip();
    description = description.strip();
    links = List.copyOf(links);
  }
}
