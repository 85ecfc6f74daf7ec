namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>A component that parts go into. It never takes a part that it did not say yes to, and it says when there is room again by <see cref="PartInlet.Open"/>.</summary>
public interface IPartReceiver
{
    /// <summary>Whether any part could be taken now; false saves asking for each.</summary>
    bool HasRoom(PartInlet inlet);

    /// <summary>Whether this part would be taken now. Changes nothing; several may ask.</summary>
    bool CanAccept(PartInlet inlet, Part part);

    /// <summary>Takes the part. Only directly after <see cref="CanAccept"/> said yes. Does not ask for a further part before it returns.</summary>
    void Accept(PartInlet inlet, Part part);
}
