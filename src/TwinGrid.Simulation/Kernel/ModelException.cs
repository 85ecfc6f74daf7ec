namespace TwinGrid.Simulation.Kernel;

/// <summary>A model that turned out not to work while it was put together or run: for the one who wrote it, who can act on the message.</summary>
public sealed class ModelException : Exception
{
    /// <summary>An error of a model.</summary>
    /// <param name="message">What and where, with value, range and unit.</param>
    public ModelException(string message)
        : base(message)
    {
    }

    /// <summary>An error of a model with what caused it.</summary>
    public ModelException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
