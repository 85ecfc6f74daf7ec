using System.Runtime.CompilerServices;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>Where parts come out of a component. Served inlets are tried in the order of the connections.</summary>
/// <param name="sender">The component.</param>
/// <param name="name">Path and port, for messages.</param>
public sealed class PartOutlet(IPartSender sender, string name)
{
    private PartInlet[] inlets = [];

    /// <summary>Path and port.</summary>
    public string Name { get; } = name;

    /// <summary>The inlets that it serves.</summary>
    public IReadOnlyList<PartInlet> Inlets => inlets;

    internal IPartSender Sender { get; } = sender;

    /// <summary>Introduces the inlets that it serves, in the order of the connections.</summary>
    public void Connect(IReadOnlyList<PartInlet> served) => inlets = [.. served];

    /// <summary>Hands the part to the first inlet that takes it; else waits at all of them.</summary>
    public bool TrySend(Part part)
    {
        foreach (var inlet in inlets)
        {
            if (inlet.CanAccept(part))
            {
                Send(part, inlet);
                return true;
            }
        }

        Wait();
        return false;
    }

    /// <summary>Whether an inlet would take the part now.</summary>
    public bool CanSend(Part part)
    {
        foreach (var inlet in inlets)
        {
            if (inlet.CanAccept(part))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Hands the part to an inlet that said it would take it.</summary>
    /// <exception cref="ModelException">Parts go round in a circle that takes no time.</exception>
    public void Send(Part part, PartInlet inlet)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ModelException($"{Name}: a part passes through too many components in no time; a circle of components needs one that takes time, such as a machine.");
        }

        inlet.Accept(part);
    }

    /// <summary>Waits for room at all inlets.</summary>
    public void Wait()
    {
        foreach (var inlet in inlets)
        {
            inlet.Enlist(this);
        }
    }

    /// <summary>Waits for room at one of its inlets.</summary>
    public void WaitAt(PartInlet inlet)
    {
        ArgumentNullException.ThrowIfNull(inlet);
        inlet.Enlist(this);
    }

    /// <summary>Waits no more: it has nothing left to send.</summary>
    public void StopWaiting()
    {
        foreach (var inlet in inlets)
        {
            inlet.Dismiss(this);
        }
    }
}
