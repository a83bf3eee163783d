package dev.slipway.clusters;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Adds an API server.
///
/// @param slug made of the name if it is blank
/// @param credential stored sealed, never shown again
/// @param reason why, for the audit; the portal itself needs none
public record RegisterCluster(String slug, String name, Credential credential, String reason) {

  private static final Pattern SLUG = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /// Words of the portal's own addresses.
  private static final Set<String> TAKEN = Set.of("new", "access");

  public RegisterCluster {
    name = name.strip();
    slug = slug.isBlank() ? madeOf(name) : slug.strip();
    if (name.isEmpty() || name.length() > 100) {
      throw refused("A cluster needs a name of at most 100 characters.");
    }
    if (!SLUG.matcher(slug).matches() || TAKEN.contains(slug)) {
      throw refused(
          "A cluster's slug has lower-case letters, digits and hyphens, at most 63; this is '"
              + slug
              + "'.");
    }
    if (credential instanceof Credential.Pasted pasted && pasted.kubeconfig().isBlank()) {
      throw refused("Paste the kubeconfig of the cluster.");
    }
  }

  /// By a kubeconfig, and without a reason.
  public RegisterCluster(String slug, String name, String kubeconfig) {
    this(slug, name, new Credential.Pasted(kubeconfig), "");
  }

  private static String madeOf(String name) {
    var plain = Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
    var words = plain.replaceAll("\\p{M}", "").replaceAll("[^a-z0-9]+", "-");
    var whole = words.substring(0, Math.min(63, words.length()));
    return whole.replaceAll("^-|-$", "");
  }

  private static DomainFailure refused(String why) {
    return new DomainFailure(ProblemType.INVALID_INPUT, why);
  }

  @Override
  public String toString() {
    return "RegisterCluster[" + slug + "]";
  }
}
