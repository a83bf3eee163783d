package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Surroundings;
import dev.slipway.clusters.Surroundings.Item;
import dev.slipway.clusters.Surroundings.Topic;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Asks a cluster for what stands around a workload, topic by topic.
@Component
class SurroundingsReader implements Surroundings.Reader {

  private final ClusterWatches clusters;
  private final Clock clock;

  SurroundingsReader(ClusterWatches clusters, Clock clock) {
    this.clusters = clusters;
    this.clock = clock;
  }

  @Override
  public Optional<Surroundings> around(WorkloadRef ref) {
    var calls = clusters.calls(ref.cluster());
    return new Reads(calls)
        .workload(ref)
        .map(live -> {
          var asked = new Asked(calls);
          var template = live.spec().path("template");
          var labels = template.path("metadata").path("labels");
          var pods = clusters.state(ref).map(WorkloadState::pods).orElse(List.of());
          var topics = new ArrayList<Topic>();
          var containers = new ArrayList<>(ContainersAround.containers(template.path("spec")));
          containers.add(ContainersAround.pods(template));
          add(topics, "containers", "Containers and pods", containers, asked);
          add(
              topics,
              "configuration",
              "Configuration",
              ConfigurationAround.items(asked, ref, template.path("spec"), pods),
              asked);
          add(
              topics,
              "network",
              "Network",
              new NetworkAround(asked, ref.namespace(), labels, clock.instant()).items(),
              asked);
          var neighbours = Neighbourhood.of(asked, ref.namespace());
          var storage = new StorageAround(neighbours, ref);
          add(topics, "storage", "Storage", storage.items(asked, live.spec()), asked);
          add(
              topics,
              "scaling",
              "Scaling and disruption",
              ScalingAround.items(asked, ref, live.spec()),
              asked);
          add(
              topics,
              "namespace",
              "Namespace",
              NamespaceAround.items(asked, ref.namespace()),
              asked);
          var jobs = new JobsAround(ref.namespace(), clock.instant());
          add(topics, "jobs", "Jobs of the namespace", jobs.items(asked), asked);
          add(
              topics,
              "sizes",
              "Requests and limits in the namespace",
              SizesAround.items(neighbours),
              asked);
          add(
              topics,
              "delivery",
              "Delivery and measuring",
              DeliveryAround.items(asked, ref.namespace(), live.metadata(), labels),
              asked);
          add(topics, "hand", "By hand", List.of(ByHand.commands(ref, live.spec())), asked);
          return new Surroundings(List.copyOf(topics));
        });
  }

  private static void add(
      List<Topic> topics, String id, String title, List<Item> items, Asked asked) {
    topics.add(new Topic(id, title, List.copyOf(items), asked.gaps()));
  }
}
