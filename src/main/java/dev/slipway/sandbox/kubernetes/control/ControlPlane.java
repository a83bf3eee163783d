package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.admission.Deletion;
import dev.slipway.sandbox.kubernetes.admission.Writes;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.util.List;

/// Everything that acts in a cluster by itself.
public final class ControlPlane implements AutoCloseable {

  private final ControlLoop loop;

  private ControlPlane(ControlLoop loop) {
    this.loop = loop;
  }

  /// Starts the controllers and nodes of one cluster.
  public static ControlPlane start(
      String name,
      ObjectStore store,
      ResourceTypes types,
      Writes writes,
      Deletion deletion,
      Pace pace,
      Images images) {
    var plane = new Plane(store, types, writes, deletion, pace);
    var bucket = new VeleroBucket(plane, types);
    var loop =
        new ControlLoop(
            name,
            store,
            types,
            List.of(
                new Namespaces(plane, types),
                new Collector(plane),
                new Deployments(plane),
                new ReplicaSets(plane),
                new StatefulSets(plane),
                new DaemonSets(plane),
                new Jobs(plane),
                new CronJobs(plane),
                new Autoscalers(plane),
                new Services(plane),
                new Budgets(plane),
                new Claims(plane),
                new Quotas(plane),
                new EventExpiry(plane),
                new VeleroLocations(plane),
                new VeleroSchedules(plane),
                new VeleroBackups(plane, bucket),
                new VeleroRestores(plane, types, bucket),
                new Kubelets(plane, images)));
    loop.start();
    return new ControlPlane(loop);
  }

  @Override
  public void close() {
    loop.close();
  }
}
