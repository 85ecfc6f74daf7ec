namespace TwinGrid.Simulation.Flow.Maintenance;

/// <summary>A component whose units age and can be stopped for maintenance.</summary>
internal interface IMaintainable
{
    /// <summary>Units, each with an age of its own.</summary>
    int UnitCount { get; }

    /// <summary>Adds one who maintains it.</summary>
    void Add(IMaintainer maintainer);

    /// <summary>Age at which the maintainers are told; infinite = never. Used up when it is reached.</summary>
    void SetAgeLimit(int unit, double seconds);

    /// <summary>Wants a unit stopped; the maintainer is told when it is.</summary>
    /// <param name="unit">Which.</param>
    /// <param name="maintainer">Who wants it.</param>
    /// <param name="afterPart">The part in work is finished first.</param>
    void RequestStop(int unit, IMaintainer maintainer, bool afterPart);

    /// <summary>The maintainer that a unit was stopped for is done.</summary>
    /// <param name="unit">Which.</param>
    /// <param name="renews">It is as good as new.</param>
    void EndStop(int unit, bool renews);
}

/// <summary>Who maintains units.</summary>
internal interface IMaintainer
{
    /// <summary>A unit has reached its age limit.</summary>
    void OnAgeLimit(int unit);

    /// <summary>A unit has stopped for this maintainer.</summary>
    void OnStopped(int unit);

    /// <summary>There is one unit more, as good as new.</summary>
    /// <param name="unit">Its index, one above those of the others.</param>
    void OnUnitAdded(int unit);

    /// <summary>A unit is as good as new, after a repair or maintenance of anybody.</summary>
    void OnRenewed(int unit);
}
