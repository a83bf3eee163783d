package dev.slipway.clusters;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.regex.Pattern;

/// Adds an API server, or gives a known one new credentials.
///
/// @param kubeconfig its content; stored sealed, never shown again
public record RegisterCluster(String slug, String name, String kubeconfig) {

  private static final Pattern SLUG = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  public RegisterCluster {
    slug = slug.strip();
    name = name.strip();
    if (!SLUG.matcher(slug).matches()) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "A cluster's slug has lower-case letters, digits and hyphens, at most 63; this is '"
              + slug
              + "'.");
    }
    if (name.isEmpty() || name.length() > 100) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT, "A cluster needs a name of at most 100 characters.");
    }
    if (kubeconfig.isBlank()) {
      throw new DomainFailure(ProblemType.INVALID_INPUT, "Paste the kubeconfig of the cluster.");
    }
  }

  @Override
  public String toString() {
    return "RegisterCluster[" + slug + "]";
  }
}
