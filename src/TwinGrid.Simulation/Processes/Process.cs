using System.Runtime.CompilerServices;

namespace TwinGrid.Simulation.Processes;

/// <summary>
/// Something that goes on in simulated time, written as an <c>async Process</c> method that waits for delays, resources, stores, gates and other processes. The call
/// makes the process, <see cref="SimulatorProcesses.Start"/> lets it begin. A handle: it may be kept after the process has ended and then names nothing any more.
/// </summary>
/// <remarks>
/// The state of a process is pooled per thread and method, so that starting one and waiting in it allocate nothing once as many have been alive at one time.
/// A process awaits what this library offers, no <see cref="Task"/>.
/// </remarks>
[AsyncMethodBuilder(typeof(ProcessMethodBuilder))]
public readonly struct Process : IEquatable<Process>
{
    private readonly ProcessBody? body;
    private readonly uint generation;

    internal Process(ProcessBody body)
    {
        this.body = body;
        generation = body.Generation;
    }

    /// <summary>Whether it was made and has not ended.</summary>
    public bool IsAlive => body is not null && body.Generation == generation;

    /// <summary>Name and ordinal, such as <c>Customer 17</c>, or the name it was started with; of an ended process that it has ended.</summary>
    public override string ToString() => IsAlive ? body!.Name : "ended process";

    /// <summary>
    /// Ends what it is waiting for with <see cref="WaitStatus.Interrupted"/>: it leaves queues, and learns of a delay what remained of it. One that is not waiting
    /// (just about to go on) is interrupted at its next wait, so that no interruption is lost.
    /// </summary>
    /// <param name="cause">What the process gets to see; compared by reference.</param>
    /// <returns>False when it has ended, or an earlier interruption still waits for it.</returns>
    /// <exception cref="InvalidOperationException">It interrupts itself, or was not started.</exception>
    public bool Interrupt(object? cause = null) => IsAlive && body!.Interrupt(cause);

    /// <summary>Ends it where it waits. Its <c>using</c> and <c>finally</c> blocks run at the present instant, so that it gives back what it holds; it can wait for nothing more.</summary>
    /// <returns>False when it has ended.</returns>
    /// <exception cref="InvalidOperationException">It kills itself: it should return.</exception>
    public bool Kill() => IsAlive && body!.Kill();

    /// <summary>The wait for its end, to be awaited in another process; over at once when it has ended.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public Wait Join() => IsAlive ? new Wait(body!.Started()) : default;

    /// <inheritdoc/>
    public bool Equals(Process other) => body == other.body && generation == other.generation;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Process other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(body, generation);

    /// <summary>The same process.</summary>
    public static bool operator ==(Process left, Process right) => left.Equals(right);

    /// <summary>Not the same process.</summary>
    public static bool operator !=(Process left, Process right) => !left.Equals(right);

    internal ProcessBody Body => IsAlive ? body! : throw new InvalidOperationException("The process has ended, or none was made.");
}
