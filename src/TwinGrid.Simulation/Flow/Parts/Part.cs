using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>
/// Something that moves through a plant: a bottle, a case, a pallet with what is on it. Taken from the replication's <see cref="PartPool"/> and given back where it leaves
/// the plant; nobody keeps a reference beyond that.
/// </summary>
public sealed class Part
{
    private double[] attributes = [];
    private Visit[] visits = [];
    private int visitCount;

    internal Part()
    {
    }

    /// <summary>Stable hash of the component that made it; with <see cref="Number"/> it names the part, the same in every arm of an experiment.</summary>
    public uint Origin { get; internal set; }

    /// <summary>Number of the part among those of its origin, from 0.</summary>
    public long Number { get; internal set; }

    /// <summary>What kind of thing it is; "" where a model tells none apart.</summary>
    public string Product { get; internal set; } = "";

    /// <summary>The order that it is made for; null = none.</summary>
    public Order? Order { get; internal set; }

    /// <summary>The stations that it must visit; null = its way is not its own matter.</summary>
    public Routing? Routing { get; internal set; }

    /// <summary>Index of the next step of <see cref="Routing"/>.</summary>
    public int Step { get; internal set; }

    /// <summary>When it came into being.</summary>
    public SimTime Created { get; internal set; }

    /// <summary>When it is due; <see cref="SimTime.Never"/> = no matter.</summary>
    public SimTime Due { get; internal set; } = SimTime.Never;

    /// <summary>Since when it is where it is.</summary>
    public SimTime Entered { get; internal set; }

    /// <summary>Lower goes first.</summary>
    public double Priority { get; internal set; }

    /// <summary>No defect so far, whether anybody has seen it or not.</summary>
    public bool IsGood { get; internal set; } = true;

    /// <summary>How often it was sent back for rework.</summary>
    public int Reworks { get; internal set; }

    /// <summary>What is in or on it: parts of a batch, components of an assembly.</summary>
    public IReadOnlyList<Part> Contents => Items;

    internal List<Part> Items { get; } = [];

    /// <summary>An attribute by its index in <see cref="PartAttributes"/>; NaN when it has none.</summary>
    public double Attribute(int index) => index < attributes.Length ? attributes[index] : double.NaN;

    /// <summary>This part and all that is in it, to any depth.</summary>
    public int Count()
    {
        var count = 1;
        foreach (var item in Items)
        {
            count += item.Count();
        }

        return count;
    }

    /// <summary>Takes another part in: this one is good when all in it is, due when the first of it is, as urgent as the most urgent of it.</summary>
    internal void Hold(Part part)
    {
        Priority = Math.Min(Priority, part.Priority);
        Items.Add(part);
        IsGood &= part.IsGood;
        Due = part.Due < Due ? part.Due : Due;
    }

    internal void SetAttribute(int index, double value)
    {
        var length = attributes.Length;
        if (index >= length)
        {
            Array.Resize(ref attributes, Math.Max(4, index + 1));
            Array.Fill(attributes, double.NaN, length, attributes.Length - length);
        }

        attributes[index] = value;
    }

    /// <summary>
    /// The operation number for draws by entity: the same part at the same component in the same visit meets the same chance in every arm, wherever else it has been.
    /// </summary>
    /// <param name="component">Stable number of the component, unique in the replication.</param>
    internal int BeginVisit(int component)
    {
        for (var i = 0; i < visitCount; i++)
        {
            if (visits[i].Component == component)
            {
                return Operation(++visits[i].Count);
            }
        }

        if (visitCount == visits.Length)
        {
            Array.Resize(ref visits, Math.Max(8, visitCount * 2));
        }

        visits[visitCount++] = new Visit { Component = component };
        return Operation(0);
    }

    /// <summary>The operation number that the next <see cref="BeginVisit"/> will give.</summary>
    internal int PeekVisit(int component)
    {
        for (var i = 0; i < visitCount; i++)
        {
            if (visits[i].Component == component)
            {
                return Operation(visits[i].Count + 1);
            }
        }

        return Operation(0);
    }

    internal void Clear()
    {
        (Origin, Number, Product, Order, Routing, Step) = (0, 0, "", null, null, 0);
        (Created, Due, Entered) = (SimTime.Zero, SimTime.Never, SimTime.Zero);
        (Priority, IsGood, Reworks) = (0, true, 0);
        visitCount = 0;
        Items.Clear();
        Array.Fill(attributes, double.NaN);
    }

    // The origin is part of the operation, so that parts of the same number from two sources differ.
    private int Operation(int visit) => unchecked((int)(Origin + ((uint)visit * 0x9E3779B1)));

    private struct Visit
    {
        public int Component;
        public int Count;
    }
}
