await Console.Out.WriteLineAsync("no benchmarks yet");
