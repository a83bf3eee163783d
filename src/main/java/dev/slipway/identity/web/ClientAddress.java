package dev.slipway.identity.web;

import dev.slipway.kernel.AddressNetwork;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// The address of the person behind the ingress, for limits and the audit trail. A proxy's word
/// counts only if the operator named the proxy: the last address in `X-Forwarded-For` that is not a
/// trusted proxy itself. What a stranger writes into the header stands further left.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ClientAddress extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(ClientAddress.class);
  private static final String HEADER = "X-Forwarded-For";

  private final List<Network> trusted;
  private final AtomicBoolean warned = new AtomicBoolean();

  ClientAddress(ProxyProperties properties) {
    this.trusted = properties.trustedProxies().stream().map(Network::parse).toList();
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var address = client(request);
    chain.doFilter(address == null ? request : new From(request, address), response);
  }

  /// The address to use instead of the connection's, or null where that one stands.
  private @Nullable String client(HttpServletRequest request) {
    var peer = request.getRemoteAddr();
    var hops =
        Collections.list(request.getHeaders(HEADER)).stream()
            .flatMap(line -> List.of(line.split(",", -1)).stream())
            .map(String::strip)
            .toList();
    if (hops.isEmpty()) {
      return null;
    }
    if (!isTrusted(peer)) {
      warn(peer);
      return null;
    }
    for (var hop : hops.reversed()) {
      if (!Network.isAddress(hop)) {
        return null;
      }
      if (!isTrusted(hop)) {
        return AddressNetwork.plain(hop);
      }
    }
    return null;
  }

  private boolean isTrusted(String address) {
    return trusted.stream().anyMatch(network -> network.holds(address));
  }

  private void warn(String peer) {
    if (trusted.isEmpty() && warned.compareAndSet(false, true)) {
      LOG.warn(
          "Requests come with {} from {}, which is not among slipway.trusted-proxies: it is ignored,"
              + " and all people behind it share one address. If {} is your ingress, add it.",
          HEADER,
          peer,
          peer);
    }
  }

  private static final class From extends HttpServletRequestWrapper {

    private final String address;

    From(HttpServletRequest request, String address) {
      super(request);
      this.address = address;
    }

    @Override
    public String getRemoteAddr() {
      return address;
    }

    @Override
    public String getRemoteHost() {
      return address;
    }
  }
}
