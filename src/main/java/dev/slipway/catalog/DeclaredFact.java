package dev.slipway.catalog;

/// Something that people say of a system or a service and that no cluster can tell, such as where
/// its Terraform state lies. Nobody checks it.
///
/// @param url where to read more, http or https; empty for nowhere
public record DeclaredFact(String name, String value, String url) {

  public DeclaredFact {
    name = name.strip();
    value = value.strip();
    url = url.strip();
  }

  /// In a line, as people type it and read it.
  public String words() {
    return url.isEmpty() ? name + ": " + value : "%s: %s <%s>".formatted(name, value, url);
  }
}
