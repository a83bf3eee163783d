package dev.slipway.policies.spi;

import java.util.List;

/// One rule about changes. Judged at planning and again at the claim, inside the caller's
/// transaction and by the database's clock; never calls a cluster.
public interface ChangePolicy {

  List<Verdict> judge(ProposedChange change);
}
