using TwinGrid.Simulation.Flow.Parts;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>Servers that hold a part which is done and which nobody takes (blocking after service), in the order in which they were done.</summary>
internal sealed class BlockedServers(PartOutlet outlet)
{
    private readonly List<Server> servers = [];

    public int Count => servers.Count;

    public void Add(Server server) => servers.Add(server);

    /// <summary>There is room behind the machine: the first one whose part is taken is released. Whether there was one.</summary>
    public bool OnRoom(PartInlet inlet)
    {
        for (var i = 0; i < servers.Count; i++)
        {
            var server = servers[i];
            if (inlet.CanAccept(server.Part!))
            {
                servers.RemoveAt(i);
                outlet.Send(server.Part!, inlet);
                server.Release();
                WaitIfBlocked();
                return true;
            }
        }

        WaitIfBlocked();
        return false;
    }

    private void WaitIfBlocked()
    {
        if (servers.Count > 0)
        {
            outlet.Wait();
        }
    }
}
