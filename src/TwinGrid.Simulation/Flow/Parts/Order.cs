using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>A number of parts of a product that somebody wants by a time.</summary>
public sealed class Order
{
    /// <summary>From 1, in the order of arrival at its source.</summary>
    public int Number { get; internal set; }

    /// <summary>What is wanted.</summary>
    public string Product { get; internal set; } = "";

    /// <summary>How many.</summary>
    public int Quantity { get; internal set; }

    /// <summary>Lower goes first.</summary>
    public double Priority { get; internal set; }

    /// <summary>Parts that have entered the plant.</summary>
    public int Released { get; internal set; }

    /// <summary>Parts that have left the plant, good or not.</summary>
    public int Finished { get; internal set; }

    /// <summary>When it came.</summary>
    public SimTime Received { get; internal set; }

    /// <summary>When all of it is wanted; <see cref="SimTime.Never"/> = no matter.</summary>
    public SimTime Due { get; internal set; } = SimTime.Never;

    /// <summary>Number of its first part among those of its source.</summary>
    internal long FirstPart { get; set; }

    /// <summary>Told of its parts that leave.</summary>
    internal IOrderOwner? Owner { get; set; }
}

/// <summary>Who placed orders.</summary>
internal interface IOrderOwner
{
    /// <summary>A part of an order has left the plant; the order counts it already.</summary>
    void OnPartLeft(Order order);
}
