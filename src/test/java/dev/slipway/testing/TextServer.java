package dev.slipway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// A server on loopback that writes the same text to everybody, whether that is HTTP or not.
public final class TextServer implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)");

  private final ServerSocket listening;
  private final String text;
  private final boolean drips;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private TextServer(ServerSocket listening, String text, boolean drips) {
    this.listening = listening;
    this.text = text;
    this.drips = drips;
    Thread.ofVirtual().start(this::serve);
  }

  /// Writes the text and hangs up.
  public static TextServer answering(String text) throws IOException {
    return new TextServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), text, false);
  }

  /// Writes the text, then dots, each by itself, until the other side hangs up.
  public static TextServer dripping(String text) throws IOException {
    return new TextServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), text, true);
  }

  /// Says hello over TLS.
  public static TextServer answeringOver(SSLContext context) throws IOException {
    return new TextServer(
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        false);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /// What was asked, whole.
  public List<String> asked() {
    return asked;
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      asked.add(request(socket.getInputStream()));
      var out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
      while (drips) {
        out.write('.');
        out.flush();
      }
    } catch (IOException _) {
      // Whoever asked has hung up; the test sees on its own side what came of it.
    }
  }

  private static String request(InputStream in) throws IOException {
    var read = new ByteArrayOutputStream();
    while (!isWhole(read.toString(StandardCharsets.ISO_8859_1))) {
      int next = in.read();
      if (next < 0) {
        throw new SocketException("hung up before asking");
      }
      read.write(next);
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  private static boolean isWhole(String read) {
    int head = read.indexOf("\r\n\r\n");
    if (head < 0) {
      return false;
    }
    var length = LENGTH.matcher(read.substring(0, head));
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return read.length() - head - 4 >= body;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
