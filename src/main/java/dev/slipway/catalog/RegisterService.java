package dev.slipway.catalog;

import java.util.List;

/// Adds a service.
///
/// @param slug empty to take it from the name, with the system's in front if that is taken
/// @param system slug of its system
/// @param team slug of the team that owns it
/// @param tier 1 is the most important, 4 the least
public record RegisterService(
    String slug,
    String name,
    String description,
    String system,
    String team,
    int tier,
    Lifecycle lifecycle,
    List<Link> links) {

  public RegisterService {
    slug = slug.strip();
    name = name.strip();
    description = description.strip();
    links = List.copyOf(links);
  }
}
