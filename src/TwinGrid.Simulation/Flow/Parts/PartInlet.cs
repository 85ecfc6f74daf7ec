using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>
/// Where parts go into a component. Outlets that were refused wait here; when there is room they are asked in the order in which they came, or of the connections
/// when some have right of way.
/// </summary>
public sealed class PartInlet
{
    private readonly IPartReceiver receiver;
    private readonly FlowContext context;
    private readonly bool isByConnection;
    private PartOutlet[] outlets = [];
    // The ticket of each waiting outlet; 0 = it does not wait.
    private long[] tickets = [];
    private int waiting;
    private bool isOpening;
    private bool isToAsk;

    /// <summary>An inlet.</summary>
    /// <param name="receiver">The component.</param>
    /// <param name="component">The component's path.</param>
    /// <param name="context">What the components of the replication share.</param>
    /// <param name="isByConnection">Waiting outlets are served in the order of the connections, not of their coming.</param>
    public PartInlet(IPartReceiver receiver, string component, FlowContext context, bool isByConnection = false)
    {
        ArgumentNullException.ThrowIfNull(context);
        this.receiver = receiver;
        this.context = context;
        this.isByConnection = isByConnection;
        Component = component;
        context.Inlets.Add(this);
    }

    /// <summary>Path of the component.</summary>
    public string Component { get; }

    /// <summary>The component.</summary>
    public IPartReceiver Receiver => receiver;

    /// <summary>How many outlets wait here.</summary>
    public int Waiting => waiting;

    /// <summary>Introduces the outlets that it takes parts from, in the order of the connections.</summary>
    public void Connect(IReadOnlyList<PartOutlet> served)
    {
        outlets = [.. served];
        tickets = new long[outlets.Length];
    }

    /// <summary>Whether the part would be taken now.</summary>
    public bool CanAccept(Part part) => receiver.CanAccept(this, part);

    /// <summary>There may be room: asks those who wait, one part each and then again, as long as parts come.</summary>
    public void Open()
    {
        // Whoever delivers in its turn may make room here; the loop that runs sees to it.
        isToAsk = true;
        if (waiting == 0 || isOpening)
        {
            return;
        }

        isOpening = true;
        while (isToAsk && waiting > 0 && receiver.HasRoom(this))
        {
            isToAsk = false;
            var isProgress = AskRound();
            isToAsk |= isProgress;
        }

        isOpening = false;
    }

    /// <summary>Those who wait here to deliver.</summary>
    internal IEnumerable<PartOutlet> WaitingOutlets => outlets.Where((_, slot) => tickets[slot] != 0);

    internal void Accept(Part part) => receiver.Accept(this, part);

    internal void Enlist(PartOutlet outlet)
    {
        var slot = Slot(outlet);
        if (tickets[slot] == 0)
        {
            tickets[slot] = context.NextTicket();
            waiting++;
        }
    }

    internal void Dismiss(PartOutlet outlet) => Clear(Slot(outlet));

    private bool AskRound()
    {
        // Those that line up again during the round wait for the next one.
        var limit = context.NextTicket();
        var isProgress = false;
        while (waiting > 0 && receiver.HasRoom(this) && First(limit) is var slot and >= 0)
        {
            Clear(slot);
            isProgress |= outlets[slot].Sender.OnRoom(outlets[slot], this);
        }

        return isProgress;
    }

    private int First(long limit)
    {
        var best = -1;
        for (var i = 0; i < tickets.Length; i++)
        {
            if (tickets[i] == 0 || tickets[i] >= limit)
            {
                continue;
            }

            if (isByConnection)
            {
                return i;
            }

            if (best < 0 || tickets[i] < tickets[best])
            {
                best = i;
            }
        }

        return best;
    }

    private void Clear(int slot)
    {
        if (tickets[slot] != 0)
        {
            tickets[slot] = 0;
            waiting--;
        }
    }

    private int Slot(PartOutlet outlet)
    {
        for (var i = 0; i < outlets.Length; i++)
        {
            if (ReferenceEquals(outlets[i], outlet))
            {
                return i;
            }
        }

        throw new ModelException($"{outlet.Name} sends to {Component}, which does not know it.");
    }
}
