// The one script of the pages: it puts what the server tells into a big screen on a wall.

/// A small module, loaded by the big screen alone; without it that page loads itself anew each minute.
package enum ScreenScript {
  package static let text = """
    const wall = document.getElementById("wall");
    const source = new EventSource("/screen/events");
    source.onmessage = (event) => { wall.innerHTML = event.data; };
    // Signed out, or the server stopped for good: the page says so by loading itself.
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 60000);
    };
    """

  package static let address = PageAddress.asset("\(fingerprint(of: text)).js")
}
