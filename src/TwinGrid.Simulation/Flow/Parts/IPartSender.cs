namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>A component that parts come out of. It offers a part by <see cref="PartOutlet.TrySend"/>; refused, it waits until an inlet tells it that there is room.</summary>
public interface IPartSender
{
    /// <summary>An inlet for which the outlet waited may have room. Hands over one part, or waits again when it still has something that could not go.</summary>
    /// <returns>Whether a part was handed over.</returns>
    bool OnRoom(PartOutlet outlet, PartInlet inlet);
}
