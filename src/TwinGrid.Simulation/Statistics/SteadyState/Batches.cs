namespace TwinGrid.Simulation.Statistics.SteadyState;

/// <summary>Cuts one run into batches of equal length.</summary>
internal static class Batches
{
    /// <summary>The means of <paramref name="count"/> successive batches; observations that do not fill a batch are left out at the start, where the warm-up may linger.</summary>
    internal static double[] Means(ReadOnlySpan<double> observations, int count)
    {
        var length = observations.Length / count;
        var first = observations.Length - length * count;
        var means = new double[count];
        for (var batch = 0; batch < count; batch++)
        {
            var sum = 0.0;
            foreach (var value in observations.Slice(first + batch * length, length))
            {
                sum += value;
            }

            means[batch] = sum / length;
        }

        return means;
    }
}
