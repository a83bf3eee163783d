package dev.slipway.clusters.resources;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.WorkloadKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a cluster told of what stands around its workloads, cut down to what judging it takes.
/// Nothing here is of a Secret but the names by which others refer to it.
///
/// @param asOf when the cluster was asked
/// @param told by kind; what is not here was not asked for
public record ClusterResources(
    Instant asOf,
    Map<ResourceKind, Told> told,
    List<Scaler> scalers,
    List<Quota> quotas,
    List<Claim> claims,
    List<Way> services,
    List<Route> ingresses,
    List<Template> templates,
    List<Certificate> certificates,
    List<Node> nodes,
    List<Pod> pods,
    List<Usage> podUsage,
    Map<String, Usage> nodeUsage) {

  private static final Told NOT_ASKED = new Told(Told.State.FAILED, "It was not asked for.");

  public ClusterResources {
    told = Map.copyOf(told);
    scalers = List.copyOf(scalers);
    quotas = List.copyOf(quotas);
    claims = List.copyOf(claims);
    services = List.copyOf(services);
    ingresses = List.copyOf(ingresses);
    templates = List.copyOf(templates);
    certificates = List.copyOf(certificates);
    nodes = List.copyOf(nodes);
    pods = List.copyOf(pods);
    podUsage = List.copyOf(podUsage);
    nodeUsage = Map.copyOf(nodeUsage);
  }

  public Told of(ResourceKind kind) {
    return told.getOrDefault(kind, NOT_ASKED);
  }

  /// The name of an object of a kind that has namespaces.
  public record Name(String namespace, String name) {

    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }

  /// One entry of `status.conditions`.
  ///
  /// @param status `True`, `False` or `Unknown`
  /// @param since when it last changed; null where the cluster does not say
  public record State(
      String type, String status, String reason, String message, @Nullable Instant since) {

    public boolean is(boolean wanted) {
      return status.equals(wanted ? "True" : "False");
    }
  }

  /// A HorizontalPodAutoscaler (autoscaling/v2).
  ///
  /// @param kind and `target`: what it scales
  /// @param desired what it computed last; 0 as long as it could compute nothing
  public record Scaler(
      Name name,
      String kind,
      String target,
      int min,
      int max,
      int current,
      int desired,
      List<State> states) {

    public Scaler {
      states = List.copyOf(states);
    }
  }

  /// A ResourceQuota by `status.hard` and `status.used`: `spec.hard` may not be in force yet.
  public record Quota(Name name, List<Line> lines) {

    public Quota {
      lines = List.copyOf(lines);
    }

    /// One bound, as the cluster writes it and in cores, bytes or pieces.
    ///
    /// @param used null where it is no amount, as is `hard`
    public record Line(
        String resource,
        String usedText,
        String hardText,
        @Nullable BigDecimal used,
        @Nullable BigDecimal hard) {}
  }

  /// A PersistentVolumeClaim.
  ///
  /// @param size what the volume has, or what is asked for as long as there is none
  /// @param createdAt null where the cluster does not say
  public record Claim(
      Name name, String phase, String size, String storage, @Nullable Instant createdAt) {}

  /// A Service and how many endpoints are behind it.
  ///
  /// @param selector labels of the pods that it sends to; empty where somebody else keeps its
  ///   endpoints
  /// @param ready those that get traffic, of `all`
  /// @param outside addresses that a load balancer gave it
  public record Way(
      Name name,
      String type,
      boolean headless,
      Map<String, String> selector,
      int ready,
      int all,
      List<String> outside,
      @Nullable Instant createdAt) {

    public Way {
      selector = Map.copyOf(selector);
      outside = List.copyOf(outside);
    }
  }

  /// An Ingress.
  ///
  /// @param addresses where its controller listens for it; some controllers never say
  /// @param secured hosts that it serves over TLS, and `secrets`: names of the Secrets with which
  public record Route(
      Name name,
      List<Backend> backends,
      List<String> addresses,
      Set<String> secured,
      Set<String> secrets) {

    public Route {
      backends = List.copyOf(backends);
      addresses = List.copyOf(addresses);
      secured = Set.copyOf(secured);
      secrets = Set.copyOf(secrets);
    }

    /// One path and the Service in the same namespace that it leads to.
    ///
    /// @param path host and path as people write them
    public record Backend(String path, String service) {}
  }

  /// What a workload makes its pods from, as far as it tells who sends to them and what they mount.
  ///
  /// @param requests of one pod, and `limits`: what it may take
  /// @param claims names of the claims that its pods mount
  /// @param claimTemplates names of the templates from which a StatefulSet makes claims, one for
  ///   each pod
  public record Template(
      WorkloadKind kind,
      Name name,
      int replicas,
      Map<String, String> labels,
      Size requests,
      Size limits,
      Set<String> claims,
      Set<String> claimTemplates) {

    public Template {
      labels = Map.copyOf(labels);
      claims = Set.copyOf(claims);
      claimTemplates = Set.copyOf(claimTemplates);
    }

    /// Whether a Service with this selector sends to its pods.
    public boolean isSelectedBy(Map<String, String> selector) {
      return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }

    /// Whether its pods mount the claim of this name.
    public boolean mounts(String claim) {
      return claims.contains(claim)
          || claimTemplates.stream().anyMatch(template -> isMade(claim, template));
    }

    /// As a StatefulSet names the claims of its pods: template, set, ordinal.
    private boolean isMade(String claim, String template) {
      var start = template + "-" + name.name() + "-";
      return claim.startsWith(start) && claim.substring(start.length()).matches("[0-9]{1,9}");
    }
  }

  /// A Certificate of cert-manager (cert-manager.io/v1).
  ///
  /// @param secret name of the Secret that it fills
  /// @param notAfter when what was issued ends; null where nothing was
  /// @param renewalTime when it is to be renewed; null where the cluster does not say
  public record Certificate(
      Name name,
      String secret,
      List<String> hosts,
      @Nullable Instant notAfter,
      @Nullable Instant renewalTime,
      List<State> states) {

    public Certificate {
      hosts = List.copyOf(hosts);
      states = List.copyOf(states);
    }
  }

  /// A node.
  ///
  /// @param cordoned whether no new pod may come
  /// @param gives what it has for pods
  public record Node(String name, boolean cordoned, Size gives, List<State> states) {

    public Node {
      states = List.copyOf(states);
    }
  }

  /// An amount of CPU, in cores, and of memory, in bytes; null where it is not said, or not for all
  /// containers.
  public record Size(@Nullable BigDecimal cpu, @Nullable BigDecimal memory) {

    public static final Size UNKNOWN = new Size(null, null);
  }

  /// What a pod or a node takes, by its last sample (metrics.k8s.io): there is no history of it.
  ///
  /// @param name of a node without namespace
  /// @param memory its working set
  /// @param at when the sample was taken; null where the cluster does not say
  public record Usage(Name name, BigDecimal cpu, BigDecimal memory, @Nullable Instant at) {}

  /// A pod that something ended or keeps out.
  ///
  /// @param owner UID of what makes it, or its own
  /// @param message what the cluster says about it; may be empty
  /// @param since null where the cluster does not say
  public record Pod(
      Name name, Trouble trouble, String owner, String message, @Nullable Instant since) {

    /// What happened to it.
    public enum Trouble {
      /// A container of it was ended for taking more memory than it may.
      OUT_OF_MEMORY,
      /// Its node ran short and put it out.
      EVICTED,
      /// No node takes it.
      UNSCHEDULABLE
    }
  }

  /// Asks a cluster. A reading takes seconds, so nobody calls it in a request; never called in a
  /// transaction.
  public interface Reader {

    /// Everything of one cluster, as of now.
    ///
    /// @throws ClusterUnreachable if the cluster gives no signal at all
    ClusterResources read(ClusterId cluster);
  }
}
